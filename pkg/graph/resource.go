package graph

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// Resource is one instance of a resource or data source: the block of its own body, and its address.
type Resource struct {
	*Block
	Address  string // module.web["a"].aws_s3_bucket.logs[0]
	Type     string // aws_s3_bucket
	Name     string // logs
	Data     bool
	Provider bool // it is a provider block: Type is the provider's name
	Maybe    bool // count or for_each, its own or a module call's on the way, is not known: it may not exist
	Graph    *Graph
	Scope    *eval.Scope // the module instance that it stands in
	Decl     *module.Resource

	attrs  map[string]cty.Value
	busy   map[string]bool
	made   int // blocks that its dynamic blocks have made
	memory memory
}

// TypeName is how checks name the type: "aws_s3_bucket", "data.aws_region", "provider.aws".
func (r *Resource) TypeName() string {
	switch {
	case r.Data:
		return "data." + r.Type
	case r.Provider:
		return providerLabel + "." + r.Type
	}
	return r.Type
}

// Declared is the address without instance keys.
func (r *Resource) Declared() string {
	addr := r.Decl.String()
	for s := r.Scope; s.Call != nil; s = s.Parent {
		addr = "module." + s.Call.Name + "." + addr
	}
	return addr
}

// instanceSet holds the resources of one module instance.
type instanceSet struct {
	graph  *Graph
	scope  *eval.Scope
	byDecl map[*module.Resource]*instances

	configurations []configuration
	configured     bool // they are known
}

// instances are the instances of one resource block.
type instances struct {
	eval.Repetition
	all      []*Resource
	settled  bool                 // all are there
	combined map[string]cty.Value // by the attributes asked for
}

func (s *instanceSet) expand(decl *module.Resource) *instances {
	if in, ok := s.byDecl[decl]; ok {
		if !in.settled {
			s.scope.Root.Unsettled()
		}
		return in
	}
	in := &instances{}
	s.byDecl[decl] = in // a count that depends on the resource itself finds no instances
	defer func() { in.settled = true }()
	in.Repetition = s.scope.Env().Repeat(decl.Body)
	kind := schema.Resource
	if decl.Data {
		kind = schema.Data
	}
	typ := schema.Lookup(kind, decl.Type)
	prefix := ""
	if s.scope.Address != "" {
		prefix = s.scope.Address + "."
	}
	for _, it := range in.Items {
		r := &Resource{
			Address: prefix + decl.String() + eval.FormatKey(it.Key),
			Type:    decl.Type, Name: decl.Name, Data: decl.Data,
			Maybe: in.Repetition.Maybe || s.scope.Maybe,
			Graph: s.graph, Scope: s.scope, Decl: decl,
		}
		r.Block = &Block{owner: r, body: decl.Body, env: it.Env, schema: typ, head: decl.Head}
		in.all = append(in.all, r)
	}
	return in
}

// ResourceValue implements eval.Resources.
func (s *instanceSet) ResourceValue(addr module.Addr, rests []hcl.Traversal) cty.Value {
	decl := s.scope.Module.Resource(addr)
	if decl == nil {
		c := &eval.Cause{Kind: eval.CauseError, Name: addr.String() + " is not declared"}
		return cty.DynamicVal.Mark(c)
	}
	in := s.expand(decl)
	if len(in.all) == 0 && !in.Keyed {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	names := eval.Wanted(rests, in.Keyed)
	if in.Maybe { // the index may be any; what is asked for comes behind it
		names = eval.Wanted(rests, true)
	}
	return in.seen(names)
}

// object is the instance as references see it: the attributes asked for, nil for all.
func (r *Resource) object(names []string) cty.Value {
	if names == nil {
		if r.schema == nil || r.schema.Opaque {
			return r.untyped()
		}
		for name := range r.schema.Attributes {
			names = append(names, name)
		}
		for name := range r.schema.Blocks {
			names = append(names, name)
		}
	}
	values := make(map[string]cty.Value, len(names))
	for _, name := range names {
		values[name] = r.attribute(name)
	}
	return cty.ObjectVal(values)
}

// untyped is an instance of a type without a schema: anything may be asked of it.
func (r *Resource) untyped() cty.Value { return cty.DynamicVal.Mark(eval.Ref{To: r}) }

// attribute is what TYPE.NAME.name is worth: what is written, or an unknown that remembers whom it names.
func (r *Resource) attribute(name string) cty.Value {
	if v, ok := r.attrs[name]; ok {
		return v
	}
	if r.busy[name] {
		r.Scope.Root.Unsettled()
		return cty.DynamicVal.Mark(&eval.Cause{Kind: eval.CauseCycle, Name: r.Address + "." + name, Place: r.head, Hint: "the value refers to itself"})
	}
	if r.busy == nil {
		r.busy, r.attrs = map[string]bool{}, map[string]cty.Value{}
	}
	r.busy[name] = true
	v := r.Scope.Waiting(r.Address+"."+name, r.head, func() cty.Value { return r.evaluate(name) })
	v = eval.WithoutRefs(v).Mark(eval.Ref{To: r, Attr: name})
	delete(r.busy, name)
	r.attrs[name] = v
	return v
}

func (r *Resource) evaluate(name string) cty.Value {
	if r.schema != nil {
		if nested := r.schema.Blocks[name]; nested != nil {
			return r.nestedValue(name, nested)
		}
	}
	if r.Type == dataType && name == "output" {
		name = "input"
	}
	v := r.Get(name)
	if !v.written {
		return r.unwritten(name)
	}
	if bare, _ := v.val.Unmark(); bare.IsKnown() && bare.IsNull() {
		return r.unwritten(name)
	}
	return v.val
}

// unwritten is the value of an argument that the configuration leaves to the provider. A managed resource has an id, once it is there.
func (r *Resource) unwritten(name string) cty.Value {
	typ, computed := cty.DynamicPseudoType, true
	if r.schema != nil {
		if a := r.schema.Attributes[name]; a != nil {
			typ, computed = a.Type.WithoutOptionalAttributesDeep(), a.Computed
		}
	}
	v := cty.UnknownVal(typ)
	switch {
	case r.Data:
		return v.Mark(&eval.Cause{Kind: eval.CauseData, Name: r.Address, Place: r.head, Hint: "it is read from the cloud"})
	case r.Type == dataType && !computed: // other providers have defaults that no schema tells
		return cty.NullVal(typ)
	case name == "id":
		return v.RefineNotNull()
	}
	return v
}

// dataType is the resource type that Terraform brings along: it hands on its input, and leaves nothing to a provider.
const dataType = "terraform_data"

// nestedValue is a nested block as a reference sees it.
func (r *Resource) nestedValue(name string, nested *schema.NestedBlock) cty.Value {
	blocks := r.Blocks(name)
	var elements []cty.Value
	for _, b := range blocks {
		if b.Maybe {
			return cty.DynamicVal
		}
		elements = append(elements, b.objectValue())
	}
	switch {
	case nested.Nesting == schema.Single && len(elements) == 1:
		return elements[0]
	case len(elements) == 0:
		return cty.DynamicVal // the provider may fill it in
	}
	return cty.TupleVal(elements)
}

func (b *Block) objectValue() cty.Value {
	values := map[string]cty.Value{}
	if b.schema == nil {
		return cty.DynamicVal
	}
	for name, a := range b.schema.Attributes {
		v := b.Get(name)
		values[name] = v.val
		if !v.written && a.Computed {
			values[name] = cty.UnknownVal(a.Type.WithoutOptionalAttributesDeep())
		}
	}
	for name := range b.schema.Blocks {
		var inner []cty.Value
		for _, n := range b.Blocks(name) {
			inner = append(inner, n.objectValue())
		}
		values[name] = cty.TupleVal(inner)
	}
	return cty.ObjectVal(values)
}

// isOneOf reports whether the resource is of one of the types ("data.T" for data sources); none means any.
func (r *Resource) isOneOf(types []string) bool {
	return len(types) == 0 || slices.Contains(types, r.TypeName())
}
