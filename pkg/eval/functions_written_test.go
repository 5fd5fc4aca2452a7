package eval

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// written is a value and its type as `terraform console` shows them.
func written(v cty.Value) string {
	return valueText(v) + "\n: " + typeText(v.Type())
}

func valueText(v cty.Value) string {
	bare, marks := v.Unmark()
	switch {
	case !bare.IsKnown():
		return "(known after apply)"
	case marks.Has(Sensitive):
		return "(sensitive value)"
	case bare.IsNull():
		return nullText(bare.Type())
	}
	switch ty := bare.Type(); {
	case ty == cty.String:
		return stringText(bare.AsString())
	case ty == cty.Number:
		return bare.AsBigFloat().Text('f', -1)
	case ty == cty.Bool:
		return strconv.FormatBool(bare.True())
	case ty.IsObjectType():
		return mapText("", bare)
	case ty.IsMapType():
		return mapText("tomap", bare)
	case ty.IsTupleType():
		return listText("", bare)
	case ty.IsListType():
		return listText("tolist", bare)
	case ty.IsSetType():
		return listText("toset", bare)
	}
	return fmt.Sprintf("%#v", bare)
}

func nullText(ty cty.Type) string {
	switch ty {
	case cty.String, cty.Number, cty.Bool:
		return "to" + ty.FriendlyName() + "(null)"
	case cty.DynamicPseudoType:
		return "null"
	}
	kind, _, collection := strings.Cut(ty.FriendlyName(), " of ")
	if collection {
		return "to" + kind + "(null) /* of " + ty.ElementType().FriendlyName() + " */"
	}
	return "null /* " + ty.FriendlyName() + " */"
}

func stringText(s string) string {
	if !strings.Contains(s, "\n") {
		return strconv.Quote(s)
	}
	return "<<-EOT\n" + s + "\nEOT"
}

func indentText(s string) string {
	return "  " + strings.ReplaceAll(s, "\n", "\n  ")
}

func mapText(conversion string, v cty.Value) string {
	var lines []string
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		lines = append(lines, strconv.Quote(key.AsString())+" = "+valueText(element))
	}
	return bracketed(conversion, "{", lines, "", "}")
}

func listText(conversion string, v cty.Value) string {
	var lines []string
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		lines = append(lines, valueText(element))
	}
	return bracketed(conversion, "[", lines, ",", "]")
}

func bracketed(conversion, open string, lines []string, end, closing string) string {
	text := open + closing
	if len(lines) > 0 {
		text = open + "\n"
		for _, line := range lines {
			text += indentText(line) + end + "\n"
		}
		text += closing
	}
	if conversion == "" {
		return text
	}
	return conversion + "(" + text + ")"
}

// typeText is a type without the spaces between its parts.
func typeText(ty cty.Type) string {
	switch {
	case ty == cty.DynamicPseudoType:
		return "dynamic"
	case ty.IsPrimitiveType():
		return ty.FriendlyName()
	case ty.IsTupleType():
		text := ""
		for _, element := range ty.TupleElementTypes() {
			text += typeText(element) + ","
		}
		return "tuple([" + text + "])"
	case ty.IsObjectType():
		text := ""
		attributes := ty.AttributeTypes()
		for _, name := range slices.Sorted(maps.Keys(attributes)) {
			text += name + ":" + typeText(attributes[name]) + ","
		}
		return "object({" + text + "})"
	case ty.IsCollectionType():
		kind, _, _ := strings.Cut(ty.FriendlyName(), " ")
		return kind + "(" + typeText(ty.ElementType()) + ")"
	}
	return ty.FriendlyName()
}
