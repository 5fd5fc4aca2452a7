package fix

import (
	"encoding/json"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

// texts writes a value in native and in JSON syntax. Terraform converts it to what the argument takes.
func texts(v any) (native, inJSON string) {
	data, err := json.Marshal(v)
	if err != nil {
		return "", ""
	}
	return string(hclwrite.TokensForValue(ctyValue(v)).Bytes()), string(data)
}

func ctyValue(v any) cty.Value {
	switch x := v.(type) {
	case bool:
		return cty.BoolVal(x)
	case int:
		return cty.NumberIntVal(int64(x))
	case float64:
		return cty.NumberFloatVal(x)
	case string:
		return cty.StringVal(x)
	case []string:
		all := make([]cty.Value, 0, len(x))
		for _, s := range x {
			all = append(all, cty.StringVal(s))
		}
		return cty.TupleVal(all)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// companion is how a resource that is put beside another refers to it: as many instances as there are of the other.
type companion struct {
	meta []setting
	self string // names the instance that belongs to the companion's own
}

func companionOf(r *graph.Resource) companion {
	c := companion{self: r.Decl.String()}
	if _, ok := r.Decl.Body.Attr("count"); ok {
		c.meta = []setting{{path: "count", value: "length(" + c.self + ")"}}
		c.self += "[count.index]"
	}
	if _, ok := r.Decl.Body.Attr("for_each"); ok {
		c.meta = []setting{{path: "for_each", value: c.self}}
		c.self = "each.value"
	}
	if a, ok := r.Decl.Body.Attr("provider"); ok {
		rng := a.Expr.Range()
		src := r.Scope.Root.Loader.Source(rng.Filename)
		if rng.End.Byte <= len(src) {
			c.meta = append(c.meta, setting{path: "provider", value: string(src[rng.Start.Byte:rng.End.Byte])})
		}
	}
	return c
}

func (c companion) settings(all []check.Setting) []setting {
	out := c.meta
	for _, s := range all {
		if ref, ok := s.Value.(check.Reference); ok {
			out = append(out, setting{path: s.Path, value: c.self + "." + string(ref)})
			continue
		}
		out = append(out, newSetting(s.Path, s.Value))
	}
	return out
}

func newSetting(path string, v any) setting {
	native, inJSON := texts(v)
	return setting{path, native, inJSON}
}

// title says what a change does, for a list of actions. It never shows what was there before.
func title(e check.Edit, c change) string {
	last := e.Path[strings.LastIndexByte(e.Path, '.')+1:]
	switch e.Kind {
	case check.SetArgument:
		return "set " + last + " to " + c.shown()
	case check.RemoveArgument:
		return "remove " + last
	case check.AddBlock:
		return "add a " + e.Path + " block"
	case check.RemoveBlock:
		return "remove the block"
	case check.AddResource:
		return "add an " + e.Path
	case check.ReplaceElement:
		return "replace it with " + c.value
	case check.RemoveElement:
		return "take it out of its list"
	}
	return ""
}

func (c change) shown() string {
	if c.kind == add {
		return c.settings[0].value
	}
	return c.value
}
