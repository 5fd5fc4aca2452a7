// Package eval works out what expressions are worth. In go modules as written and the values given to a root; out come values of
// variables, locals, outputs and arguments, the instances of count and for_each, and the way that each value took. What is not
// known stays unknown and says why; nothing is downloaded, executed or taken from the clock.
package eval

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Root is what all module instances of one root module share.
type Root struct {
	Loader      *module.Loader
	Dir         string
	Workspace   string // "" when it is not known
	Files       Files  // what functions read; nil for nothing
	Installed   module.Installed
	Resources   func(*Scope) Resources // gives each module instance its resources
	Missing     []*Cause               // module calls whose configuration is not on disk, once each
	Diagnostics []module.Diagnostic    // what evaluation found to be in error, once each
	seen        map[string]bool
	made        int                       // instances so far
	modules     map[string]*module.Module // that were called, by directory
	mentions    map[*module.Module]map[string]bool
	work        work
	waiting     int // values that are being worked out, each for the one before
	reaching    int // the same of those that are looked at without working them out
	functions   map[string]function.Function
	memory      memory
}

// Resources is what expressions see of the resources of a module instance.
type Resources interface {
	// ResourceValue returns all instances as a reference to the resource sees them. rests are the steps that the
	// references take behind the resource's name, so that only what is asked for need be worked out.
	ResourceValue(addr module.Addr, rests []hcl.Traversal) cty.Value
}

// Scope is one instance of a module: where var, local and module have their meaning. It is for one goroutine.
type Scope struct {
	Root      *Root
	Module    *module.Module
	Address   string // module.web["a"], "" for the root
	Key       string // the path of calls without instance keys, as modules.json has it: "web.rules"
	Parent    *Scope
	Maybe     bool          // the call's count or for_each is not known
	Call      *module.Named // nil for the root
	Resources Resources

	env      *Env            // of expressions directly in the module
	callEnv  *Env            // where the call's arguments stand
	inputs   map[string]Term // given to a root
	vars     map[string]cty.Value
	locals   map[string]cty.Value
	outputs  map[string]cty.Value
	children map[string]*Children
	busy     map[named]bool
	reach    map[string]bool // of variables and locals, see Env.Reaches
	depth    int
}

// maxCalls is how deep module calls may nest.
const maxCalls = 250

// maxWaiting is how many values may wait for one another: each takes stack, and a stack that overflows ends the process.
const maxWaiting = 2_000

// NewScope returns the scope of a root module with the values given to its variables.
func NewScope(root *Root, m *module.Module, inputs map[string]Term) *Scope {
	s := newScope(root, m)
	s.inputs = inputs
	s.Resources = root.Resources(s)
	return s
}

func newScope(root *Root, m *module.Module) *Scope {
	s := &Scope{
		Root: root, Module: m, busy: map[named]bool{},
		vars: map[string]cty.Value{}, locals: map[string]cty.Value{}, outputs: map[string]cty.Value{}, children: map[string]*Children{},
	}
	s.env = &Env{Scope: s}
	return s
}

// Env returns the environment of expressions directly in the module.
func (s *Scope) Env() *Env { return s.env }

// named is a variable, local or output by its name and where it is declared.
type named struct {
	name, file string
	at         int
}

// memo works a named value out once; a value that asks for itself is unknown.
func (s *Scope) memo(known map[string]cty.Value, name string, place source.Place, work func() cty.Value) cty.Value {
	if v, ok := known[name]; ok {
		return v
	}
	at := named{name, place.Filename, place.Start.Byte}
	if s.busy[at] {
		s.Root.Unsettled()
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseCycle, Name: name, Place: place, Hint: "the value refers to itself"})
	}
	s.busy[at] = true
	v := s.Waiting(name, place, work)
	delete(s.busy, at)
	if err := weigh(v); err != nil {
		v = s.overBudget(name, place, err.Error())
	}
	known[name] = v
	return v
}

// overBudget says so and gives a value that is not known.
func (s *Scope) overBudget(name string, place source.Place, why string) cty.Value {
	s.Root.Diagnose(module.Diagnostic{Error: true, Summary: "Value over the budget", Detail: name + ": " + why + "; it counts as not known.", Place: place})
	return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseBudget, Name: name, Place: place, Hint: why})
}

// Local returns the value of a local; one that is not declared is unknown.
func (s *Scope) Local(name string) cty.Value {
	l := s.Module.Locals[name]
	if l == nil {
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "local." + name + " is not declared"})
	}
	return s.memo(s.locals, name, l.Place, func() cty.Value { return s.Env().Eval(l.Expr) })
}

// Output returns the value of an output.
func (s *Scope) Output(name string) cty.Value {
	decl := s.Module.Outputs[name]
	if decl == nil {
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: s.Address + " has no output " + name})
	}
	return s.memo(s.outputs, name, decl.Head, func() cty.Value {
		a, ok := decl.Body.Attr("value")
		if !ok {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		return s.protect(decl, s.Env().Eval(a.Expr))
	})
}

// protect marks what the declaration says is sensitive or ephemeral.
func (s *Scope) protect(decl *module.Named, v cty.Value) cty.Value {
	if s.trueFlag(decl, "sensitive") {
		v = v.Mark(Sensitive)
	}
	if s.trueFlag(decl, "ephemeral") {
		v = v.Mark(Ephemeral)
	}
	return v
}

func (s *Scope) paths() cty.Value {
	rel := s.Module.Dir
	if r, err := filepath.Rel(filepath.FromSlash(s.Root.Dir), filepath.FromSlash(rel)); err == nil {
		rel = filepath.ToSlash(r)
	}
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(rel),
		"root":   cty.StringVal("."),
		"cwd":    cty.StringVal(s.Root.Loader.Tree().Abs(s.Root.Dir)),
	})
}

// terraform is the object of that name. A workspace that nobody named is not guessed to be "default".
func (r *Root) terraform() cty.Value {
	workspace := cty.StringVal(r.Workspace)
	if r.Workspace == "" {
		workspace = cty.UnknownVal(cty.String).RefineNotNull().Mark(workspaceCause())
	}
	return cty.ObjectVal(map[string]cty.Value{"workspace": workspace})
}

func workspaceCause() *Cause {
	return &Cause{Kind: CauseVariable, Name: "terraform.workspace", Hint: "pass --workspace"}
}

// Diagnose adds a diagnostic, once for each place and summary.
func (r *Root) Diagnose(d module.Diagnostic) {
	if r.once(d.Place.String() + d.Summary) {
		r.Diagnostics = append(r.Diagnostics, d)
	}
}

func (r *Root) once(key string) bool {
	if r.seen[key] {
		return false
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[key] = true
	return true
}

// load returns the module of a directory, the same each time: the loader may have let go of it since, for all that it knows of who calls it.
func (r *Root) load(dir string) *module.Module {
	m, ok := r.modules[dir]
	if !ok {
		if r.modules == nil {
			r.modules = map[string]*module.Module{}
		}
		m = r.Loader.Load(dir)
		r.modules[dir] = m
	}
	return m
}

// moduleDir finds the directory that a call's source names.
func (s *Scope) moduleDir(call *module.Named, key string) (dir string, why string) {
	a, ok := call.Body.Attr("source")
	if !ok {
		return "", "the call has no source"
	}
	src, _ := s.Env().Eval(a.Expr).Unmark()
	if src.Type() != cty.String || !src.IsKnown() || src.IsNull() {
		return "", "its source is not known"
	}
	text := src.AsString()
	if strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") || text == "." || text == ".." {
		dir = path.Join(s.Module.Dir, text)
		if !s.Root.Loader.Tree().Inside(dir) {
			return "", text + " lies outside the repository being linted"
		}
		return dir, "there is no configuration in " + dir
	}
	if m, ok := s.Root.Installed[key]; ok {
		return m.Dir, "there is no configuration in " + m.Dir + "; run terraform init in " + s.Root.Dir
	}
	return "", text + " is not installed; run terraform init in " + s.Root.Dir
}
