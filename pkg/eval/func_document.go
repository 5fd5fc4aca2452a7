package eval

import (
	"maps"
	"strings"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// jsonEncodeFunction keeps what it could not encode yet: see Encoded.
func jsonEncodeFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{anyValue()},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			encoded, err := stdlib.JSONEncode(args[0])
			if err != nil || args[0].IsWhollyKnown() {
				return encoded, err
			}
			encoded, marks := encoded.Unmark()
			maps.DeleteFunc(marks, func(mark any, _ struct{}) bool { // those of nested documents, which are in this one
				_, ok := mark.(Encoded)
				return ok
			})
			return encoded.WithMarks(marks).Mark(Encoded{&args[0]}), nil
		},
	})
}

// maxCells limits what csvdecode makes of many commas.
func maxCells(args []cty.Value) error {
	s, _ := text(args[0])
	if strings.Count(s, ",")+strings.Count(s, "\n") > maxElements {
		return tooMuch("a CSV document has more than %d cells", maxElements)
	}
	return nil
}

// maxJSON limits the nesting, which the decoder follows by recursion, and the size of a JSON document.
func maxJSON(args []cty.Value) error {
	s, _ := text(args[0])
	depth, elements, digits := 0, 0, 0
	for i := 0; i < len(s); i++ {
		if digits++; s[i] < '0' || s[i] > '9' {
			digits = 0
		}
		switch s[i] {
		case '"':
			i = endOfJSONString(s, i)
		case '[', '{':
			depth, elements = depth+1, elements+1
		case ']', '}':
			depth--
		case ',':
			elements++
		}
		if digits > maxDigits {
			return tooMuch("a number has more than %d digits", maxDigits)
		}
		if depth > maxDepth {
			return tooMuch("a JSON document is nested more than %d deep", maxDepth)
		}
		if elements > maxElements {
			return tooMuch("a JSON document has more than %d elements", maxElements)
		}
	}
	return nil
}

func endOfJSONString(s string, start int) int {
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(s)
}

// yamlDecodeFunction weighs the type that a document implies before it makes the value: a few aliases of aliases
// can stand for billions of elements.
func yamlDecodeFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "src", Type: cty.String}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			source := []byte(args[0].AsString())
			ty, err := yaml.Standard.ImpliedType(source)
			if err != nil {
				return cty.NilVal, err
			}
			elements := 0
			if !countTypes(ty, &elements) {
				return cty.NilVal, tooMuch("a YAML document has more than %d elements", maxElements)
			}
			return yaml.Standard.Unmarshal(source, ty)
		},
	})
}

// countTypes counts the parts of a type, until there are too many.
func countTypes(ty cty.Type, elements *int) bool {
	*elements++
	if *elements > maxElements {
		return false
	}
	switch {
	case ty.IsTupleType():
		for _, element := range ty.TupleElementTypes() {
			if !countTypes(element, elements) {
				return false
			}
		}
	case ty.IsObjectType():
		for _, attribute := range ty.AttributeTypes() {
			if !countTypes(attribute, elements) {
				return false
			}
		}
	}
	return true
}

// onlyText refuses bytes that are not UTF-8, over which the YAML encoder would never come to an end.
func onlyText(args []cty.Value) error {
	var w weight
	if err := w.add(args[0]); err != nil {
		return err
	}
	if w.binary {
		return function.NewArgErrorf(0, "must be text in UTF-8")
	}
	return nil
}

// maxYAML limits what the YAML decoder follows by recursion or does again and again: nesting and merge keys. It counts
// characters that may as well be text, so its limits are wide.
func maxYAML(args []cty.Value) error {
	const (
		mostBytes   = 1 << 20
		mostNested  = 1000
		mostFlow    = 20_000
		mostMerging = 10_000_000
	)
	s, _ := text(args[0])
	if len(s) > mostBytes {
		return tooMuch("a YAML document has more than %d bytes", mostBytes)
	}
	if strings.Count(s, "[")+strings.Count(s, "{") > mostFlow {
		return tooMuch("a YAML document has more than %d brackets", mostFlow)
	}
	if strings.Count(s, "<<")*strings.Count(s, ":") > mostMerging {
		return tooMuch("a YAML document has more than %d pairs of a merge key and an entry", mostMerging)
	}
	if longestNumber(s) > maxDigits {
		return tooMuch("a number has more than %d digits", maxDigits)
	}
	for line := range strings.Lines(s) {
		if strings.Count(line, "- ")+strings.Count(line, "? ")+strings.Count(line, "-\t")+strings.Count(line, "?\t") > mostNested {
			return tooMuch("a YAML document is nested more than %d deep", mostNested)
		}
	}
	return nil
}

// longestNumber is how long the longest run of digits is.
func longestNumber(s string) int {
	longest, run := 0, 0
	for i := range len(s) {
		if run++; (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// maxYAMLText limits the spaces that yamlencode writes: two for each level, before each element.
func maxYAMLText(args []cty.Value) error {
	spaces := 0
	var add func(v cty.Value, depth int) error
	add = func(v cty.Value, depth int) error {
		if spaces += 2 * depth; spaces > maxBytes {
			return tooMuch("a string has more than %d bytes", maxBytes)
		}
		if v, _ = v.Unmark(); !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
			return nil
		}
		for it := v.ElementIterator(); it.Next(); {
			_, element := it.Element()
			if err := add(element, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return add(args[0], 0)
}
