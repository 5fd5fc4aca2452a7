package eval

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func collectionFunctions() map[string]function.Function {
	table := map[string]function.Function{
		"alltrue":         guarded(allTrueFunction()),
		"anytrue":         guarded(anyTrueFunction()),
		"chunklist":       guarded(stdlib.ChunklistFunc),
		"coalesce":        guarded(coalesceFunction()),
		"coalescelist":    guarded(choosing(stdlib.CoalesceListFunc)),
		"compact":         guarded(selecting(stdlib.CompactFunc)),
		"concat":          guarded(stdlib.ConcatFunc),
		"contains":        guarded(stdlib.ContainsFunc, noNull),
		"distinct":        guarded(selecting(stdlib.DistinctFunc), maxComparisons(0, 0)),
		"element":         guarded(stdlib.ElementFunc),
		"flatten":         guarded(stdlib.FlattenFunc),
		"index":           guarded(indexFunction()),
		"keys":            guarded(stdlib.KeysFunc),
		"length":          guarded(lengthFunction(), countable),
		"lookup":          guarded(lookupFunction()),
		"matchkeys":       guarded(matchKeysFunction(), maxComparisons(1, 2)),
		"merge":           guarded(stdlib.MergeFunc),
		"one":             guarded(oneFunction()),
		"reverse":         guarded(stdlib.ReverseListFunc),
		"setintersection": guarded(stdlib.SetIntersectionFunc),
		"setproduct":      guarded(stdlib.SetProductFunc, maxProduct),
		"setsubtract":     guarded(stdlib.SetSubtractFunc),
		"setunion":        guarded(stdlib.SetUnionFunc),
		"slice":           guarded(stdlib.SliceFunc),
		"transpose":       guarded(transposeFunction()),
		"values":          guarded(stdlib.ValuesFunc),
		"zipmap":          guarded(stdlib.ZipmapFunc),
	}
	for name, ty := range map[string]cty.Type{
		"tobool":   cty.Bool,
		"tolist":   cty.List(cty.DynamicPseudoType),
		"tomap":    cty.Map(cty.DynamicPseudoType),
		"tonumber": cty.Number,
		"toset":    cty.Set(cty.DynamicPseudoType),
		"tostring": cty.String,
	} {
		table[name] = guarded(conversionFunction(ty))
	}
	return table
}

// maxComparisons limits functions that compare each element of one argument with each of another.
func maxComparisons(first, second int) limit {
	const most = 1 << 23
	return func(args []cty.Value) error {
		n, _ := length(args[first])
		m, _ := length(args[second])
		if m > 0 && n > most/m {
			return tooMuch("more than %d elements to compare", most)
		}
		return nil
	}
}

// maxProduct limits the result of setproduct before it is made.
func maxProduct(args []cty.Value) error {
	total := 1
	for _, arg := range args {
		n, known := length(arg)
		if known {
			total *= n
		}
		if total*len(args) > maxElements {
			return tooMuch("a product has more than %d elements", maxElements)
		}
	}
	return nil
}

// noNull refuses to look for null, as Terraform does: cty itself finds it, unless its type is not known.
func noNull(args []cty.Value) error {
	if args[1].IsNull() {
		return function.NewArgErrorf(1, "must not be null")
	}
	return nil
}
