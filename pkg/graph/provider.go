package graph

import (
	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// providerLabel stands before a provider's name in the type and address of its block: provider.aws.
const providerLabel = "provider"

// providers returns the provider blocks of a module instance, as the checks see resources.
func (g *Graph) providers(s *eval.Scope) []*Resource {
	var all []*Resource
	for _, p := range s.Module.Providers {
		r := &Resource{
			Type: p.Name, Name: p.Name, Provider: true, Maybe: s.Maybe, Graph: g, Scope: s,
			Decl: &module.Resource{Addr: module.Addr{Type: providerLabel, Name: p.Name}, Body: p.Body, Head: p.Head},
		}
		r.Block = &Block{owner: r, body: p.Body, env: s.Env(), schema: schema.Lookup(schema.ProviderBlock, p.Name), head: p.Head}
		r.Address = r.Decl.String()
		if s.Address != "" {
			r.Address = s.Address + "." + r.Address
		}
		all = append(all, r)
	}
	return all
}
