// Package module turns files into modules. In goes a directory; out come its variables, locals, outputs, resources and
// module calls, override files merged as Terraform merges them, together with diagnostics for what could
// not be read. Expressions are left as written: what they are worth is package eval's to say. Native and JSON syntax
// give the same blocks.
package module

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/source"
)

// Module is one directory of configuration, as written.
type Module struct {
	Dir       string // the tree's name of the directory
	Files     []*File
	Variables map[string]*Named
	Locals    map[string]*Local
	Outputs   map[string]*Named
	Resources []*Resource // managed and data, in the order of files and lines
	Calls     []*Named
	Providers []*Named // one label: the provider's local name
	Settings  []*Named // terraform blocks
	Others    []*Named // moved, import, removed, check and kinds unknown to us

	AutoVars    []string        // names of terraform.tfvars and *.auto.tfvars files, in Terraform's order
	Diagnostics []Diagnostic    // what could not be read or is not as Terraform wants it
	Unread      []source.Unread // files that were left out, and why
	index       map[Addr]*Resource
	calls       map[string]*Named
	required    map[string]string // source addresses of providers by their local names
	told        map[string]int    // problems with declarations, by file
}

// File is one configuration file.
type File struct {
	Name  string
	Bytes []byte
	Body  hcl.Body // nil when it could not be parsed at all
	Torn  []int    // offsets of syntax errors: the block around one is not all there, and is left out

	diags hcl.Diagnostics // of the parser
	last  *File           // whose body it has, as long as its own text is broken
}

// Stale reports that the body is not that of the file's bytes: these do not parse, and an earlier text of the file did.
func (f *File) Stale() bool { return f.last != nil }

// Named is a block with one name: a variable, output, module call, provider; or none: terraform, import.
type Named struct {
	Type string // the block's type
	Name string
	Body Body
	Head source.Place // from the type to the last label
}

// Local is one entry of a locals block.
type Local struct {
	Name  string
	Expr  hcl.Expression
	Place source.Place // of the name
}

// Addr names a resource within its module.
type Addr struct {
	Data       bool
	Type, Name string
}

// String returns the address as Terraform writes it: aws_s3_bucket.b, data.aws_region.here.
func (a Addr) String() string {
	if a.Data {
		return "data." + a.Type + "." + a.Name
	}
	return a.Type + "." + a.Name
}

// Resource is a resource or data block.
type Resource struct {
	Addr
	Body Body
	Head source.Place
}

// Resource returns the resource of that address, nil when the module declares none.
func (m *Module) Resource(a Addr) *Resource { return m.index[a] }

// Call returns the module call of that name, nil when there is none.
func (m *Module) Call(name string) *Named { return m.calls[name] }

// Diagnostic is a problem in the input, at a place where it has one.
type Diagnostic struct {
	Error   bool // false: a warning
	Summary string
	Detail  string
	Place   source.Place
}

// Diagnose converts the parser's and evaluator's diagnostics.
func Diagnose(diags hcl.Diagnostics) []Diagnostic {
	var out []Diagnostic
	for _, d := range diags {
		n := Diagnostic{Error: d.Severity == hcl.DiagError, Summary: d.Summary, Detail: d.Detail}
		if d.Subject != nil {
			n.Place = *d.Subject
		}
		out = append(out, n)
	}
	return out
}

// assemble sorts the blocks of the files into the module; those of override files are merged over the others.
func (m *Module) assemble() {
	m.Variables, m.Outputs, m.Locals = map[string]*Named{}, map[string]*Named{}, map[string]*Local{}
	m.index, m.calls = map[Addr]*Resource{}, map[string]*Named{}
	for _, f := range m.Files {
		if !isOverride(f.Name) {
			m.add(f, false)
		}
	}
	for _, f := range m.Files {
		if isOverride(f.Name) {
			m.add(f, true)
		}
	}
	m.require()
}

func isOverride(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	stem := strings.TrimSuffix(base, suffix(base))
	return stem == "override" || strings.HasSuffix(stem, "_override")
}

// maxName is how long the labels of blocks may be, in bytes: each instance, finding and reference repeats them.
const maxName = 1_000

func (m *Module) add(f *File, override bool) {
	blocks, diags := topBlocks(f.Body)
	m.Diagnostics = append(m.Diagnostics, Diagnose(diags)...)
	for i, b := range blocks {
		if f.torn(blocks, i) {
			continue
		}
		m.checkLabels(b)
		if slices.ContainsFunc(b.Labels, func(label string) bool { return len(label) > maxName }) {
			m.problem(b.TypeRange, "Name too long", fmt.Sprintf("A name of more than %d bytes; the block is not read.", maxName))
			continue
		}
		switch b.Type {
		case "locals":
			m.addLocals(b, override)
		case "resource", "data":
			m.addResource(b, override)
		case "variable":
			m.addNamed(m.Variables, b, override)
		case "output":
			m.addNamed(m.Outputs, b, override)
		case "module":
			if n := m.addNamed(m.calls, b, override); n != nil {
				m.Calls = append(m.Calls, n)
			}
		case "provider":
			m.addProvider(b, override)
		case "terraform":
			m.Settings = append(m.Settings, named(b))
		default:
			m.Others = append(m.Others, named(b))
		}
	}
}

// torn reports whether a syntax error lies in the i-th block: behind its start, before the next one's.
func (f *File) torn(blocks []*hcl.Block, i int) bool {
	return slices.ContainsFunc(f.Torn, func(at int) bool {
		return at >= blocks[i].DefRange.Start.Byte && (i+1 == len(blocks) || at < blocks[i+1].DefRange.Start.Byte)
	})
}

// checkLabels tells of labels too many and of dynamic blocks that do not say what they make; labels too few are told where they are missed.
func (m *Module) checkLabels(b *hcl.Block) {
	if most := mostLabels(b.Type); len(b.Labels) > most {
		m.problem(b.DefRange, "Wrong labels for "+b.Type, fmt.Sprintf("Blocks of type %s may have %d, this one has %d.", b.Type, most, len(b.Labels)))
	}
	if native, ok := b.Body.(*hclsyntax.Body); ok {
		m.checkDynamic(native)
	}
}

// mostLabels is how many labels a block may have, where no more than one.
func mostLabels(typ string) int {
	switch typ {
	case "terraform", "locals", "moved", "import", "removed":
		return 0
	case "variable", "output", "module", "provider", "check":
		return 1
	}
	return math.MaxInt
}

func (m *Module) checkDynamic(body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		if b.Type == "dynamic" && len(b.Labels) != 1 {
			m.problem(b.DefRange(), "Wrong labels for dynamic", "A dynamic block needs one label, the type of the blocks that it makes.")
		}
		m.checkDynamic(b.Body)
	}
}

func named(b *hcl.Block) *Named {
	n := &Named{Type: b.Type, Body: bodyOf(b.Body), Head: b.DefRange}
	if len(b.Labels) > 0 {
		n.Name = b.Labels[0]
	}
	return n
}

// addNamed returns the entry when it is new.
func (m *Module) addNamed(into map[string]*Named, b *hcl.Block, override bool) *Named {
	n := named(b)
	if n.Name == "" {
		m.problem(b.DefRange, "Missing name for "+b.Type, "Each "+b.Type+" block needs one label, its name.")
		return nil
	}
	old := into[n.Name]
	switch {
	case old == nil:
		into[n.Name] = n
		return n
	case override:
		old.Body = old.Body.Override(n.Body)
	default:
		m.duplicate(b.DefRange, b.Type+" "+n.Name, old.Head)
	}
	return nil
}

func (m *Module) addLocals(b *hcl.Block, override bool) {
	for _, a := range bodyOf(b.Body).Attributes() {
		if old := m.Locals[a.Name]; old != nil && !override {
			m.duplicate(*a.NameRange, "local "+a.Name, old.Place)
			continue
		}
		m.Locals[a.Name] = &Local{Name: a.Name, Expr: a.Expr, Place: *a.NameRange}
	}
}

func (m *Module) addResource(b *hcl.Block, override bool) {
	if len(b.Labels) != 2 {
		m.problem(b.DefRange, "Wrong labels for "+b.Type, "Each "+b.Type+" block needs two labels, its type and its name.")
		return
	}
	addr := Addr{Data: b.Type == "data", Type: b.Labels[0], Name: b.Labels[1]}
	r := &Resource{Addr: addr, Body: bodyOf(b.Body), Head: b.DefRange}
	old := m.index[addr]
	switch {
	case old == nil:
		m.index[addr] = r
		m.Resources = append(m.Resources, r)
	case override:
		old.Body = old.Body.Override(r.Body)
	default: // both are linted: a duplicate must not hide what the second one says
		m.duplicate(b.DefRange, addr.String(), old.Head)
		m.Resources = append(m.Resources, r)
	}
}

func (m *Module) addProvider(b *hcl.Block, override bool) {
	n := named(b)
	if override {
		alias := n.Body.literal("alias")
		at := slices.IndexFunc(m.Providers, func(p *Named) bool { return p.Name == n.Name && p.Body.literal("alias") == alias })
		if at >= 0 {
			m.Providers[at].Body = m.Providers[at].Body.Override(n.Body)
			return
		}
	}
	m.Providers = append(m.Providers, n)
}

func (m *Module) problem(at source.Place, summary, detail string) {
	m.tell(Diagnostic{Error: true, Summary: summary, Detail: detail, Place: at})
}

func (m *Module) duplicate(at source.Place, what string, first source.Place) {
	m.tell(Diagnostic{Summary: "Duplicate " + what, Detail: "It is declared first at " + first.String() + ".", Place: at})
}

// tell tells of so many declarations of a file, and then once that there are more.
func (m *Module) tell(d Diagnostic) {
	if m.told == nil {
		m.told = map[string]int{}
	}
	m.told[d.Place.Filename]++
	switch n := m.told[d.Place.Filename]; {
	case n > maxErrors+1:
		return
	case n > maxErrors:
		d.Error, d.Summary = true, "Too many problems"
		d.Detail = fmt.Sprintf("There are more than %d with the declarations of this file; the others, from here on, are not told.", maxErrors)
	}
	m.Diagnostics = append(m.Diagnostics, d)
}
