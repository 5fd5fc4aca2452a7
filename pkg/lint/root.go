package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// rootReport is what linting one root module gave.
type rootReport struct {
	module       *module.Module
	graph        *graph.Graph
	findings     []Finding
	undetermined []Undetermined
	diagnostics  []Diagnostic
	unread       []Unread
	modules      map[string]bool // directories that were evaluated
	resources    int
}

// lint builds the root's graph and runs the checks. A panic, which only a bug of ours can raise, is a diagnostic that names the root.
func (rr *rootReport) lint(loader *module.Loader, o Options, inputs map[string]eval.Term) {
	defer func() {
		if p := recover(); p != nil {
			rr.diagnostics = append(rr.diagnostics, Diagnostic{
				Severity: Error, Summary: "Internal error while linting " + rr.module.Dir,
				Detail: fmt.Sprintf("%v; please report it with this configuration.\n%s", p, debug.Stack()),
			})
		}
	}()
	rr.evaluate(loader, o, inputs)
	rr.check(o.Checks, o.Overlap)
}

func (rr *rootReport) evaluate(loader *module.Loader, o Options, inputs map[string]eval.Term) {
	values := map[string]eval.Term{}
	for _, name := range rr.module.AutoVars {
		vars, diags := loader.Vars(name)
		rr.diagnose(diags)
		for n, a := range vars {
			values[n] = eval.NewTerm(a.Expr, nil)
		}
	}
	for n, t := range inputs {
		values[n] = t
	}
	root := &eval.Root{
		Loader: loader, Dir: rr.module.Dir, Workspace: o.Workspace, Installed: loader.Installed(rr.module.Dir),
		Functions: eval.Functions(files{loader.Tree(), rr.module.Dir}),
	}
	g := graph.Build(root, rr.module, values)
	rr.graph, rr.modules = g, map[string]bool{}
	rr.resources = len(g.Resources)
	rr.visit(g.Root)
	rr.diagnose(root.Diagnostics)
	for _, c := range root.Missing {
		rr.unread = append(rr.unread, Unread{Path: c.Name, Reason: c.Hint})
		rr.diagnostics = append(rr.diagnostics, Diagnostic{Severity: Warning, Summary: "Module is not there", Detail: c.Name + ": " + c.Hint, Place: c.Place})
	}
}

// visit notes the modules that were evaluated, with what is wrong in them.
func (rr *rootReport) visit(s *eval.Scope) {
	rr.modules[s.Module.Dir] = true
	for _, call := range s.Module.Calls {
		for _, child := range s.Children(call.Name).Scopes {
			rr.visit(child)
		}
	}
}

func (rr *rootReport) diagnose(all []module.Diagnostic) {
	for _, d := range all {
		rr.diagnostics = append(rr.diagnostics, diagnostic(d))
	}
}

func diagnostic(d module.Diagnostic) Diagnostic {
	severity := Warning
	if d.Error {
		severity = Error
	}
	return Diagnostic{Severity: severity, Summary: d.Summary, Detail: d.Detail, Place: d.Place}
}

// check runs every check on every instance of the types that it names. Without overlap, a finding is left out where another at the same place says more.
func (rr *rootReport) check(checks []*check.Check, overlap bool) {
	byType := map[string][]*check.Check{}
	for _, c := range checks {
		for _, t := range c.Resources {
			byType[t] = append(byType[t], c)
		}
	}
	for _, r := range rr.graph.Resources {
		var all []*check.Finding
		for _, c := range byType[r.TypeName()] {
			found := c.Apply(r)
			open := rr.graph.Unanswered()
			all = append(all, found...)
			if len(found) == 0 && len(open) > 0 {
				rr.undetermined = append(rr.undetermined, undetermined(c, r, open))
			}
		}
		for _, f := range all {
			if overlap || !subsumed(f, all) {
				rr.findings = append(rr.findings, finding(f))
			}
		}
	}
}

// subsumed reports whether another finding at the same place says more.
func subsumed(f *check.Finding, all []*check.Finding) bool {
	return slices.ContainsFunc(all, func(o *check.Finding) bool {
		return o.Place == f.Place && slices.Contains(o.Check.Subsumes, f.Check.Name)
	})
}

// maxOrigins bounds the places told of one value's way.
const maxOrigins = 12

func finding(f *check.Finding) Finding {
	out := Finding{
		Check: f.Check, Message: f.Message, Place: f.Place,
		Address: f.Resource.Address, Instances: []string{f.Resource.Address},
		Masked: f.Check.Duty == check.Secrets,
	}
	for i, h := range f.Value.Origins() {
		if i == maxOrigins || h.Place.Filename == "" {
			break
		}
		out.Related = append(out.Related, Related{Place: h.Place, Message: h.Label + " is given here"})
	}
	for _, rel := range f.Related {
		out.Related = append(out.Related, Related{Place: rel.Place, Message: rel.Message})
	}
	for s := f.Resource.Scope; s.Call != nil; s = s.Parent {
		out.Related = append(out.Related, Related{Place: s.Call.Head, Message: "module called here"})
	}
	return out
}

func undetermined(c *check.Check, r *graph.Resource, open []graph.Value) Undetermined {
	u := Undetermined{Check: c, Address: r.Address, Place: open[0].Place()}
	if u.Place.Filename == "" {
		u.Place = r.Place()
	}
	for _, v := range open {
		for _, cause := range v.Causes() {
			n := Cause{Kind: cause.Kind, Name: cause.Name, Place: cause.Place, Hint: cause.Hint}
			if !slices.Contains(u.Causes, n) {
				u.Causes = append(u.Causes, n)
			}
		}
	}
	slices.SortFunc(u.Causes, func(a, b Cause) int { return strings.Compare(a.Kind+a.Name, b.Kind+b.Name) })
	return u
}

// merge puts the roots' reports together: one finding for one place, with the instances it holds for.
func merge(r *Result, loaded []*module.Module, reports []*rootReport, only map[string]bool) {
	evaluated := map[string]bool{}
	index := map[string]int{}
	wanted := func(p source.Place) bool { return only == nil || only[p.Filename] }
	for _, rr := range reports {
		r.Coverage.Resources += rr.resources
		for dir := range rr.modules {
			evaluated[dir] = true
		}
		for _, u := range rr.unread {
			if !slices.Contains(r.Coverage.Unread, u) {
				r.Coverage.Unread = append(r.Coverage.Unread, u)
			}
		}
		for _, d := range rr.diagnostics {
			if !slices.Contains(r.Diagnostics, d) {
				r.Diagnostics = append(r.Diagnostics, d)
			}
		}
		for _, f := range rr.findings {
			if wanted(f.Place) {
				r.add(index, f)
			}
		}
		for _, u := range rr.undetermined {
			if wanted(u.Place) {
				r.Undetermined = append(r.Undetermined, u)
			}
		}
	}
	r.Coverage.Modules = len(evaluated)
	for _, m := range loaded {
		r.Coverage.Files += len(m.Files)
		for _, u := range m.Unread {
			r.Coverage.Unread = append(r.Coverage.Unread, Unread{Path: u.Name, Reason: u.Reason, Foreign: u.Foreign})
		}
		for _, d := range m.Diagnostics {
			r.Diagnostics = append(r.Diagnostics, diagnostic(d))
		}
	}
}

// add merges a finding into one of the same check, place and message.
func (r *Result) add(index map[string]int, f Finding) {
	key := f.Check.Name + "\x00" + f.Place.String() + "\x00" + f.Message
	i, ok := index[key]
	if !ok {
		index[key] = len(r.Findings)
		r.Findings = append(r.Findings, f)
		return
	}
	same := &r.Findings[i]
	if !slices.Contains(same.Instances, f.Address) {
		same.Instances = append(same.Instances, f.Address)
		same.Address = withoutKeys(same.Address)
	}
	for _, rel := range f.Related {
		if len(same.Related) < maxOrigins && !slices.Contains(same.Related, rel) {
			same.Related = append(same.Related, rel)
		}
	}
}

// withoutKeys takes the instance keys out of an address.
func withoutKeys(address string) string {
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case depth > 0 && quoted && c == '\\':
			i++
		case depth > 0 && c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}

// readInputs reads the variables that flags give every root.
func readInputs(loader *module.Loader, o Options, r *Result) map[string]eval.Term {
	inputs := map[string]eval.Term{}
	for _, file := range o.VarFiles {
		vars, diags := loader.Vars(loader.Tree().Name(file))
		for _, d := range diags {
			r.Diagnostics = append(r.Diagnostics, diagnostic(d))
		}
		for n, a := range vars {
			inputs[n] = eval.NewTerm(a.Expr, nil)
		}
	}
	for n, text := range o.Vars {
		inputs[n] = flagTerm(n, text)
	}
	return inputs
}

// flagTerm reads a value given on the command line: an expression where it is one of a list or map, else a text.
func flagTerm(name, text string) eval.Term {
	at := source.Place{Filename: "--var " + name, Start: hcl.InitialPos, End: hcl.InitialPos}
	if strings.HasPrefix(strings.TrimSpace(text), "[") || strings.HasPrefix(strings.TrimSpace(text), "{") {
		if expr, diags := hclsyntax.ParseExpression([]byte(text), at.Filename, hcl.InitialPos); !diags.HasErrors() {
			return eval.NewTerm(expr, nil)
		}
	}
	return eval.ValueTerm(cty.StringVal(text), at)
}

// files reads for functions: paths are relative to the root module, and nothing outside the tree is there.
type files struct {
	tree *source.Tree
	dir  string
}

func (f files) name(p string) string {
	if path.IsAbs(p) {
		return f.tree.Name(p)
	}
	return path.Join(f.dir, p)
}

// ReadFile implements eval.Files.
func (f files) ReadFile(p string) ([]byte, error) { return f.tree.Read(f.name(p)) }

// Exists implements eval.Files.
func (f files) Exists(p string) (bool, error) {
	_, err := f.tree.Read(f.name(p))
	if err == nil {
		return true, nil
	}
	if f.tree.Inside(f.name(p)) && !f.tree.IsDir(f.name(p)) {
		return false, nil
	}
	return false, err
}

// List implements eval.Files.
func (f files) List(directory string) ([]string, error) {
	top := f.name(directory)
	if !f.tree.IsDir(top) {
		return nil, fs.ErrNotExist
	}
	var all []string
	f.tree.Walk(top, func(dir string, entries []string) {
		for _, e := range entries {
			if !strings.HasSuffix(e, "/") {
				all = append(all, strings.TrimPrefix(path.Join(dir, e), top+"/"))
			}
		}
	})
	return all, nil
}

// Abs implements eval.Files.
func (f files) Abs(p string) string { return f.tree.Abs(f.name(p)) }
