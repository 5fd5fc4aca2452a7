package graph

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/module"
)

// ProviderAddress names the provider configuration that the resource is managed with, of a provider block itself:
// module.m.provider.aws.west["k"]. Where no block is in sight it is the name that the resource's provider goes by, without a module; "" where even
// that is not known.
func (r *Resource) ProviderAddress() string {
	block := r
	if !r.Provider {
		block = r.Configuration()
	}
	if block == nil {
		ref, ok := r.wantedProvider()
		switch {
		case !ok:
			return ""
		case ref.Alias == "":
			return providerLabel + "." + module.ProviderType(ref.Source)
		}
		return providerLabel + "." + module.ProviderType(ref.Source) + "." + ref.Alias
	}
	alias := ""
	if a, ok := block.body.Attr("alias"); ok {
		if text, _ := module.Literal(a.Expr); text != "" {
			alias = "." + text
		}
	}
	before, own := "", block.Decl.String()
	if block.Scope.Address != "" {
		before = block.Scope.Address + "."
	}
	return before + own + alias + strings.TrimPrefix(block.Address, before+own)
}
