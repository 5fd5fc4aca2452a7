package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/module"
)

// ProviderRef names a provider configuration within a module: aws, aws.west, aws.by_region["eu"].
type ProviderRef struct {
	Source string // the provider's, whatever the module calls it
	Alias  string
	Key    cty.Value // NilVal: without a key
}

// Provider reads what a `provider` argument, or an entry of a `providers` map, names; ok is false when it names nothing.
func (e *Env) Provider(expr hcl.Expression) (ref ProviderRef, ok bool) {
	if text, plain := module.Literal(expr); plain { // as JSON syntax writes it, and native syntax used to
		parsed, diags := hclsyntax.ParseExpression([]byte(text), expr.Range().Filename, expr.Range().Start)
		if diags.HasErrors() {
			return ref, false
		}
		expr = parsed
	}
	if index, indexed := expr.(*hclsyntax.IndexExpr); indexed {
		ref, ok = providerRef(e.Scope.Module, index.Collection)
		ref.Key = e.Eval(index.Key)
		return ref, ok
	}
	return providerRef(e.Scope.Module, expr)
}

func providerRef(m *module.Module, expr hcl.Expression) (ref ProviderRef, ok bool) {
	t, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() || len(t) == 0 {
		return ref, false
	}
	ref = ProviderRef{Source: m.Provider(t.RootName()), Alias: attrAt(t, 1)}
	if len(t) > 2 {
		index, _ := t[2].(hcl.TraverseIndex)
		ref.Key = index.Key
	}
	return ref, true
}

// HandedProvider returns what the call of this module instance hands it for a configuration, as one of the calling module: by its `providers`
// map, else a default configuration by itself. ok is false when it is handed none.
func (s *Scope) HandedProvider(ref ProviderRef) (handed ProviderRef, ok bool) {
	if s.Call == nil {
		return handed, false
	}
	if a, wired := s.Call.Body.Attr("providers"); wired {
		pairs, _ := hcl.ExprMap(a.Expr)
		for _, p := range pairs {
			inner, named := s.Env().Provider(p.Key)
			if named && inner.Source == ref.Source && inner.Alias == ref.Alias {
				handed, ok = s.callEnv.Provider(p.Value)
				if ref.Key != cty.NilVal { // for_each hands on a whole collection of configurations
					handed.Key = ref.Key
				}
				return handed, ok
			}
		}
	}
	return ref, ref.Alias == ""
}
