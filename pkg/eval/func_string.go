package eval

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func stringFunctions() map[string]function.Function {
	return map[string]function.Function{
		"chomp":       guarded(stdlib.ChompFunc),
		"endswith":    guarded(endsWithFunction()),
		"format":      guarded(stdlib.FormatFunc, maxFormatted),
		"formatlist":  guarded(elementwise(stdlib.FormatListFunc), maxFormatted),
		"indent":      guarded(stdlib.IndentFunc, maxIndented),
		"join":        guarded(stdlib.JoinFunc, maxJoined),
		"lower":       guarded(stdlib.LowerFunc),
		"regex":       guarded(stdlib.RegexFunc, maxPattern),
		"regexall":    guarded(stdlib.RegexAllFunc, maxPatternAll),
		"replace":     guarded(replaceFunction()),
		"sort":        guarded(selecting(stdlib.SortFunc)),
		"split":       guarded(stdlib.SplitFunc, maxPieces),
		"startswith":  guarded(startsWithFunction()),
		"strcontains": guarded(strContainsFunction()),
		"strrev":      guarded(stdlib.ReverseFunc, countable),
		"substr":      guarded(stdlib.SubstrFunc, countable),
		"title":       guarded(stdlib.TitleFunc),
		"trim":        guarded(stdlib.TrimFunc),
		"trimprefix":  guarded(stdlib.TrimPrefixFunc),
		"trimspace":   guarded(stdlib.TrimSpaceFunc),
		"trimsuffix":  guarded(stdlib.TrimSuffixFunc),
		"upper":       guarded(stdlib.UpperFunc),
	}
}

// stringsFunction is a function of strings alone.
func stringsFunction(ty cty.Type, impl func(args []string) (cty.Value, error), names ...string) function.Function {
	spec := &function.Spec{
		Type:         function.StaticReturnType(ty),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := make([]string, len(args))
			for i, arg := range args {
				texts[i] = arg.AsString()
			}
			return impl(texts)
		},
	}
	for _, name := range names {
		spec.Params = append(spec.Params, function.Parameter{Name: name, Type: cty.String})
	}
	return function.New(spec)
}

func endsWithFunction() function.Function {
	return stringsFunction(cty.Bool, func(args []string) (cty.Value, error) {
		return cty.BoolVal(strings.HasSuffix(args[0], args[1])), nil
	}, "str", "suffix")
}

func strContainsFunction() function.Function {
	return stringsFunction(cty.Bool, func(args []string) (cty.Value, error) {
		return cty.BoolVal(strings.Contains(args[0], args[1])), nil
	}, "str", "substr")
}

// startsWithFunction may know its answer although the string is unknown, from how it is known to begin.
func startsWithFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "str", Type: cty.String, AllowUnknown: true},
			{Name: "prefix", Type: cty.String},
		},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			prefix := args[1].AsString()
			if s, known := text(args[0]); known {
				return cty.BoolVal(strings.HasPrefix(s, prefix)), nil
			}
			begins := args[0].Range().StringPrefix()
			switch {
			case strings.HasPrefix(begins, prefix):
				return cty.True, nil
			case !strings.HasPrefix(prefix, begins):
				return cty.False, nil
			}
			return cty.UnknownVal(cty.Bool), nil
		},
	})
}

// maxJoined limits join, whose separator may be long and occurs once for each element.
func maxJoined(args []cty.Value) error {
	separator, _ := text(args[0])
	pieces := 0
	for _, list := range args[1:] {
		n, _ := length(list)
		pieces += n
	}
	return maxRepeated(len(separator), pieces)
}

// maxIndented limits indent, which writes the given number of spaces on each line but the first.
func maxIndented(args []cty.Value) error {
	spaces, _ := args[0].Unmark()
	lines, _ := text(args[1])
	if spaces.IsNull() || !spaces.IsKnown() {
		return nil
	}
	width, _ := spaces.AsBigFloat().Int64()
	return maxRepeated(int(width), strings.Count(lines, "\n")+1)
}

func maxPieces(args []cty.Value) error {
	separator, _ := text(args[0])
	s, _ := text(args[1])
	if strings.Count(s, separator) >= maxElements-1 { // the list itself counts, and there is one piece more than there are separators
		return tooMuch("a string is split into more than %d pieces", maxElements)
	}
	return nil
}

// maxRepeated fails if so many pieces of text of one length are too much together.
func maxRepeated(size, times int) error {
	if size > 0 && times > maxBytes/size {
		return tooMuch("a string has more than %d bytes", maxBytes)
	}
	return nil
}
