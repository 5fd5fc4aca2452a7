package graph

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// providerLabel stands before a provider's name in the type and address of its block: provider.aws.
const providerLabel = "provider"

// providerArgument is where a resource names the configuration that it wants.
const providerArgument = "provider"

// configuration is one instance of a provider block; the key is of its for_each.
type configuration struct {
	*Resource
	alias string
	key   cty.Value
	keyed bool
}

// providers returns the provider blocks of the module instance, as the checks see resources.
func (s *instanceSet) providers() []configuration {
	if s.configured {
		return s.configurations
	}
	s.configured = true // a for_each that depends on a provider finds none
	for _, p := range s.scope.Module.Providers {
		rep := s.scope.Env().Repeat(p.Body)
		for _, it := range rep.Items {
			c := configuration{Resource: s.provider(p, it), key: it.Key, keyed: rep.Keyed}
			c.Maybe = rep.Maybe || s.scope.Maybe
			if a, ok := p.Body.Attr("alias"); ok {
				c.alias, _ = module.Literal(a.Expr)
			}
			s.configurations = append(s.configurations, c)
		}
	}
	return s.configurations
}

func (s *instanceSet) provider(p *module.Named, it eval.Instance) *Resource {
	typ := module.ProviderType(s.scope.Module.Provider(p.Name))
	r := &Resource{
		Type: typ, Name: p.Name, Provider: true, Graph: s.graph, Scope: s.scope,
		Decl: &module.Resource{Addr: module.Addr{Type: providerLabel, Name: p.Name}, Body: p.Body, Head: p.Head},
	}
	r.Block = &Block{owner: r, body: p.Body, env: it.Env, schema: schema.Lookup(schema.ProviderBlock, typ), head: p.Head}
	r.Address = r.Decl.String() + eval.FormatKey(it.Key)
	if s.scope.Address != "" {
		r.Address = s.scope.Address + "." + r.Address
	}
	return r
}

// Configuration returns the provider block that the resource is managed with, found as Terraform finds it: its own `provider` argument, the maps
// and defaults that module calls hand down. It is nil where no block is in sight or it is not known which.
func (r *Resource) Configuration() *Resource {
	ref, ok := r.wantedProvider()
	if !ok {
		return nil
	}
	for s := r.Scope; s != nil; s = s.Parent {
		if c, found := s.Resources.(*instanceSet).configuration(ref); found {
			return c
		}
		handed, ok := s.HandedProvider(ref)
		if !ok {
			return nil
		}
		ref = handed
	}
	return nil
}

// wantedProvider is what the resource itself says, or else its type; not ok when that is not known.
func (r *Resource) wantedProvider() (ref eval.ProviderRef, ok bool) {
	if a, ok := r.body.Attr(providerArgument); ok {
		return r.env.Provider(a.Expr)
	}
	name, _, _ := strings.Cut(r.Type, "_")
	return eval.ProviderRef{Source: r.Scope.Module.Provider(name)}, true
}

// configuration is found when the module has a block of that name; nil when it is not known which of its instances is meant.
func (s *instanceSet) configuration(ref eval.ProviderRef) (r *Resource, found bool) {
	for _, c := range s.providers() {
		if s.scope.Module.Provider(c.Name) != ref.Source || c.alias != ref.Alias {
			continue
		}
		found = true
		if !c.Maybe && (!c.keyed || sameKey(c.key, ref.Key)) {
			return c.Resource, true
		}
	}
	return nil, found
}

func sameKey(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return false
	}
	b, _ = b.Unmark()
	return b.IsKnown() && !b.IsNull() && a.Type() == b.Type() && a.RawEquals(b)
}

// Region returns where the resource is: its own `region`, else that of its provider. It is not known where neither is written, since the
// environment of the run decides then.
func (r *Resource) Region() Value {
	const region = "region"
	own := r.Get(region)
	if !own.bare().IsKnown() || !own.bare().IsNull() {
		return own
	}
	if p := r.Configuration(); p != nil {
		if v := p.Get(region); !v.bare().IsKnown() || !v.bare().IsNull() {
			return v
		}
	}
	c := &eval.Cause{Kind: eval.CauseComputed, Name: r.Address + "." + region, Place: r.head, Hint: "no provider block in sight gives a region"}
	v := cty.UnknownVal(cty.String).Mark(c)
	return Value{owner: r, term: eval.ValueTerm(v, &r.head), val: v, typ: cty.String}
}

// tagsAll is the name of the computed argument in which the aws provider shows a resource's tags together with its own default ones.
const tagsAll = "tags_all"

// Tags returns all tags that the resource gets: its own over the default ones of its provider. It is not known where no provider block is in sight.
func (r *Resource) Tags() Value {
	own := r.Get("tags")
	if r.typeOf(tagsAll) == cty.DynamicPseudoType {
		return own
	}
	value, written := r.mergedTags(own)
	return Value{owner: r, term: eval.ValueTerm(value, new(own.Place())), val: value, typ: cty.Map(cty.String), written: written}
}

func (r *Resource) mergedTags(own Value) (merged cty.Value, written bool) {
	p := r.Configuration()
	if p == nil || !p.Lacks("ignore_tags") {
		c := &eval.Cause{Kind: eval.CauseComputed, Name: r.Address + "." + tagsAll, Place: r.head, Hint: "no provider block in sight tells all default tags"}
		return cty.UnknownVal(cty.Map(cty.String)).Mark(c), own.written
	}
	layers := []Value{p.Get("default_tags.tags"), own}
	tags, marks := map[string]cty.Value{}, []cty.ValueMarks{}
	known := true
	for _, layer := range layers {
		written = written || layer.written
		bare, m := layer.val.Unmark()
		marks = append(marks, m)
		if bare.IsNull() {
			continue
		}
		if !bare.IsKnown() || !bare.Type().Equals(cty.Map(cty.String)) {
			known = false
			continue
		}
		for it := bare.ElementIterator(); it.Next(); {
			k, v := it.Element()
			tags[k.AsString()] = v
		}
	}
	switch {
	case !known:
		return cty.UnknownVal(cty.Map(cty.String)).WithMarks(marks...), written
	case len(tags) == 0:
		return cty.MapValEmpty(cty.String).WithMarks(marks...), written
	}
	return cty.MapVal(tags).WithMarks(marks...), written
}
