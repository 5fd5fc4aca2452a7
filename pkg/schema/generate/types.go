package main

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

func (b *builder) plainType(f field, w writer) cty.Type {
	if f.declared != "" && !strings.HasPrefix(f.declared, "new ") {
		return b.declaredType(f, w)
	}
	return b.readType(f)
}

// declaredType reads a TypeScript type; that a list is a set only the writer or the getter tells.
func (b *builder) declaredType(f field, w writer) cty.Type {
	t, ok := typescriptType(strings.TrimSuffix(f.declared, " | cdktf.IResolvable"))
	if !ok {
		b.fail(f.name, "type "+f.declared)
	}
	if t.IsListType() && (w.kind == "set" || strings.Contains(f.getter, "Fn.tolist(")) {
		return cty.Set(t.ElementType())
	}
	return t
}

func typescriptType(declared string) (cty.Type, bool) {
	declared = strings.TrimSuffix(strings.TrimSuffix(declared, " | cdktn.IResolvable"), " | cdktf.IResolvable")
	declared = strings.TrimSuffix(strings.TrimPrefix(declared, "("), ")")
	switch declared {
	case "string":
		return cty.String, true
	case "number":
		return cty.Number, true
	case "boolean", "boolean | cdktn.IResolvable", "boolean | cdktf.IResolvable":
		return cty.Bool, true
	case "any", "{ [key: string]: any }": // the latter stands for a value of any type, too
		return cty.DynamicPseudoType, true
	}
	if element, ok := strings.CutSuffix(declared, "[]"); ok {
		t, ok := typescriptType(element)
		return cty.List(t), ok
	}
	if element, ok := strings.CutPrefix(declared, "{ [key: string]: "); ok {
		t, ok := typescriptType(strings.TrimSuffix(element, " }"))
		return cty.Map(t), ok
	}
	return cty.DynamicPseudoType, false
}

// readType reads the type off the getter of an attribute that is only computed.
func (b *builder) readType(f field) cty.Type {
	expression := f.declared + " " + f.getter
	for _, known := range []struct {
		text string
		t    cty.Type
	}{
		{"StringMapList(", cty.List(cty.Map(cty.String))},
		{"getStringMapAttribute", cty.Map(cty.String)}, {"StringMap(", cty.Map(cty.String)},
		{"getNumberMapAttribute", cty.Map(cty.Number)}, {"NumberMap(", cty.Map(cty.Number)},
		{"getBooleanMapAttribute", cty.Map(cty.Bool)}, {"BooleanMap(", cty.Map(cty.Bool)},
		{"getAnyMapAttribute", cty.DynamicPseudoType}, {"AnyMap(", cty.DynamicPseudoType},
		{"tolist(this.getNumberListAttribute", cty.Set(cty.Number)}, {"getNumberListAttribute", cty.List(cty.Number)},
		{"tolist(this.getListAttribute", cty.Set(cty.String)}, {"getListAttribute", cty.List(cty.String)},
		{"getStringAttribute", cty.String}, {"getNumberAttribute", cty.Number}, {"getBooleanAttribute", cty.Bool},
		{"interpolationForAttribute", cty.DynamicPseudoType},
	} {
		if strings.Contains(expression, known.text) {
			return known.t
		}
	}
	b.fail(f.name, "getter "+f.getter)
	return cty.DynamicPseudoType
}

// declaration is the type that a private member for the argument would be declared with.
func (w writer) declaration() string {
	switch w.storage {
	case "string", "number", "boolean", "any":
		return w.storage
	case "stringList":
		return "string[]"
	case "numberList":
		return "number[]"
	case "stringMap":
		return "{ [key: string]: string }"
	}
	return strings.TrimSuffix(w.storage, "List") + "[]"
}
