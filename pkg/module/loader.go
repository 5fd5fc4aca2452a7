package module

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"

	"github.com/demarc-lint/demarc/pkg/source"
	"github.com/demarc-lint/demarc/pkg/syntax"
)

// Loader loads each directory at most once. It is safe for concurrent use.
type Loader struct {
	Spent func(read, parse time.Duration) // is told what each file took, if it is set before the first

	tree    *source.Tree
	modules sync.Map         // directory -> func() *Module
	sums    sync.Map         // directory -> *Summary
	folders sync.Map         // directory -> *folder
	bytes   sync.Map         // file -> []byte
	kept    map[string]*File // files of an earlier loader that have not changed
	good    map[string]*File // files of an earlier loader, as they were before they no longer parsed
}

// NewLoader returns a loader that reads from the tree.
func NewLoader(tree *source.Tree) *Loader { return &Loader{tree: tree} }

// Tree returns what the loader reads from.
func (l *Loader) Tree() *source.Tree { return l.tree }

// Load returns the module in a directory, nil when the directory holds no configuration or cannot be read.
func (l *Loader) Load(dir string) *Module {
	dir = path.Clean(dir)
	once, _ := l.modules.LoadOrStore(dir, sync.OnceValue(func() *Module { return l.load(dir) }))
	return once.(func() *Module)()
}

// Release lets go of a module that nobody looks at any more. Its summary and its bytes stay; to load it again is to parse it again.
func (l *Loader) Release(dir string) { l.modules.Delete(dir) }

// Loaded reports whether the trees of a directory are held.
func (l *Loader) Loaded(dir string) bool {
	_, ok := l.modules.Load(path.Clean(dir))
	return ok
}

// Summary returns what is known of a directory without its trees, nil when it holds no configuration. It loads the directory only if nobody has yet,
// and does not keep it then.
func (l *Loader) Summary(dir string) *Summary {
	if s, ok := l.sums.Load(dir); ok {
		return s.(*Summary)
	}
	if once, ok := l.modules.Load(dir); ok {
		once.(func() *Module)()
	} else {
		l.load(dir)
	}
	s, _ := l.sums.Load(dir)
	sum, _ := s.(*Summary)
	return sum
}

// File returns a file of a module; nil when there is none of that name.
func (l *Loader) File(name string) *File {
	if once, ok := l.modules.Load(path.Dir(name)); ok {
		if m := once.(func() *Module)(); m != nil {
			for _, f := range m.Files {
				if f.Name == name {
					return f
				}
			}
		}
		return nil
	}
	data := l.Source(name)
	if data == nil {
		return nil
	}
	body, _ := Parse(name, data)
	return &File{Name: name, Bytes: data, Body: body}
}

// Source returns the bytes of a file that was loaded, nil for any other.
func (l *Loader) Source(name string) []byte {
	b, _ := l.bytes.Load(name)
	data, _ := b.([]byte)
	return data
}

// Renewed returns a loader that reads from the tree, in which the changed files may differ from what l has read: it loads the directories of these
// anew, and parses nothing else again. A file that no longer parses counts as it was when it did, beside its diagnostics, and is Stale.
func (l *Loader) Renewed(tree *source.Tree, changed []string) *Loader {
	next := &Loader{tree: tree, kept: map[string]*File{}, good: map[string]*File{}}
	dirs, files := map[string]bool{}, map[string]bool{}
	for _, name := range changed {
		dirs[path.Dir(name)], files[name] = true, true
	}
	l.bytes.Range(func(name, data any) bool {
		if !files[name.(string)] {
			next.bytes.Store(name, data)
		}
		return true
	})
	unchanged := func(into *sync.Map) func(dir, what any) bool {
		return func(dir, what any) bool {
			if !dirs[dir.(string)] {
				into.Store(dir, what)
			}
			return true
		}
	}
	l.folders.Range(unchanged(&next.folders))
	l.sums.Range(unchanged(&next.sums))
	l.modules.Range(func(dir, load any) bool {
		if !dirs[dir.(string)] {
			next.modules.Store(dir, load)
			return true
		}
		if m := load.(func() *Module)(); m != nil {
			next.keep(m, files)
		}
		return true
	})
	return next
}

func (l *Loader) keep(m *Module, changed map[string]bool) {
	for _, f := range m.Files {
		switch {
		case !changed[f.Name]:
			l.kept[f.Name] = f
		case f.last != nil:
			l.good[f.Name] = f.last
		case len(f.Torn) == 0 && f.Body != nil:
			l.good[f.Name] = f
		}
	}
}

// IsConfig reports whether a file of that name is configuration that a module is made of.
func IsConfig(name string) bool { return suffix(name) != "" }

func suffix(name string) string {
	if strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, "~") {
		return ""
	}
	for _, s := range []string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if strings.HasSuffix(name, s) {
			return s
		}
	}
	return ""
}

// notLinted names the kinds of files beside configuration that Terraform knows and we leave alone.
func notLinted(name string) string {
	switch {
	case strings.HasSuffix(name, ".tftest.hcl"), strings.HasSuffix(name, ".tftest.json"), strings.HasSuffix(name, ".tofutest.hcl"), strings.HasSuffix(name, ".tofutest.json"),
		strings.HasSuffix(name, ".tfmock.hcl"), strings.HasSuffix(name, ".tfmock.json"), strings.HasSuffix(name, ".tofumock.hcl"):
		return "test file, not linted"
	case strings.HasSuffix(name, ".tfquery.hcl"), strings.HasSuffix(name, ".tfquery.json"):
		return "query file, not linted"
	case strings.HasSuffix(name, ".tfstack.hcl"), strings.HasSuffix(name, ".tfcomponent.hcl"), strings.HasSuffix(name, ".tfdeploy.hcl"):
		return "stack configuration, not linted"
	}
	return ""
}

func (l *Loader) load(dir string) *Module {
	f := l.folder(dir)
	if f == nil {
		return nil
	}
	m := &Module{Dir: dir, Unread: slices.Clone(f.foreign), AutoVars: f.autoVars}
	words := 0
	for _, name := range f.files {
		failed := f.failed[name]
		if f.size > maxFolderWords && failed == nil { // else there cannot be so many
			if n := Words(string(l.Source(name))); n <= MaxTokens { // more are not parsed anyway
				words += n
			}
			if words > maxFolderWords {
				failed = fmt.Errorf("the files of this directory have more than %d words and signs together", maxFolderWords)
			}
		}
		l.addFile(m, name, failed)
	}
	m.assemble()
	l.sums.Store(dir, m.Summary())
	return m
}

// shadowed reports OpenTofu's precedence: x.tofu stands in for x.tf beside it.
func shadowed(name string, beside []string) bool {
	stem, ok := strings.CutSuffix(name, ".tf")
	if ok {
		return slices.Contains(beside, stem+".tofu")
	}
	stem, ok = strings.CutSuffix(name, ".tf.json")
	return ok && slices.Contains(beside, stem+".tofu.json")
}

func isAutoVars(name string) bool {
	return autoVarsRank(name) < 2 || strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json")
}

// autoVarsRank puts terraform.tfvars before terraform.tfvars.json before the others.
func autoVarsRank(name string) int {
	switch path.Base(name) {
	case "terraform.tfvars":
		return 0
	case "terraform.tfvars.json":
		return 1
	}
	return 2
}

func (l *Loader) addFile(m *Module, name string, failed error) {
	if f := l.kept[name]; f != nil {
		m.take(f)
		return
	}
	if failed != nil {
		m.Unread = append(m.Unread, source.Unread{Name: name, Reason: failed.Error()})
		m.Diagnostics = append(m.Diagnostics, Diagnostic{Error: true, Summary: "File cannot be read", Detail: failed.Error(), Place: fileHead(name)})
		return
	}
	clock := l.clock()
	data := l.Source(name)
	body, diags := Parse(name, data)
	if l.Spent != nil {
		l.Spent(0, clock())
	}
	f := &File{Name: name, Bytes: data, Body: body, diags: diags}
	for _, d := range diags {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			f.Torn = append(f.Torn, d.Subject.Start.Byte)
		}
	}
	if last := l.good[name]; last != nil && diags.HasErrors() {
		f.Body, f.Torn, f.last = last.Body, nil, last
	}
	m.take(f)
}

// take adds a file, with what was wrong in its syntax.
func (m *Module) take(f *File) {
	m.Diagnostics = append(m.Diagnostics, Diagnose(f.diags)...)
	if f.diags.HasErrors() {
		m.Unread = append(m.Unread, source.Unread{Name: f.Name, Reason: "syntax error: " + f.diags[0].Summary})
	}
	m.Files = append(m.Files, f)
}

// clock tells the time from now on, if anybody asks.
func (l *Loader) clock() func() time.Duration {
	if l.Spent == nil {
		return func() time.Duration { return 0 }
	}
	began := time.Now()
	return func() time.Duration { return time.Since(began) }
}

func fileHead(name string) source.Place {
	return source.Place{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}
}

// What the files of a directory may hold together: all their trees are kept while it is linted.
const (
	maxFolder      = 64 << 20      // bytes
	maxFolderWords = 2 * MaxTokens // words and signs
)

// maxErrors is how many syntax errors a file may have for the rest of it to be read.
const maxErrors = 500

// Parse parses one file by its name's ending: JSON for .json, native syntax otherwise. The body is what could be parsed; nil when nothing.
func Parse(name string, data []byte) (hcl.Body, hcl.Diagnostics) {
	if strings.HasSuffix(name, ".json") { // native syntax knows the byte order mark, and counts it
		data = blankMark(data)
	}
	isJSON := strings.HasSuffix(name, ".json")
	if !isJSON && brackets(data, false) == nil {
		if body := syntax.Parse(data, name); body != nil {
			return body, nil
		}
	}
	if x := tooMuch(data, isJSON); x != nil {
		place := fileHead(name)
		place.Start = hcl.Pos{Line: x.line(data), Column: 1, Byte: x.at}
		place.End = place.Start
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "More than can be parsed", Detail: x.why + "; the file is not read.", Subject: &place}}
	}
	if isJSON {
		f, diags := hcljson.Parse(data, name)
		if f == nil || (diags.HasErrors() && !json.Valid(data)) {
			return nil, diags
		}
		return f.Body, diags
	}
	f, diags := hclsyntax.ParseConfig(data, name, hcl.InitialPos)
	if len(diags) > maxErrors { // no configuration: nothing of it is to be judged, and telling more would help nobody
		return nil, diags[:maxErrors]
	}
	if f == nil {
		return nil, diags
	}
	forgiveRepeats(diags)
	return f.Body, diags
}

// forgiveRepeats makes an argument that stands twice in a block a warning: all of the file was read, and the first of the two counts.
func forgiveRepeats(diags hcl.Diagnostics) {
	for _, d := range diags {
		if d.Summary == "Attribute redefined" {
			d.Severity = hcl.DiagWarning
		}
	}
}

// blankMark replaces a byte order mark, so that places are still those of the bytes on disk.
func blankMark(data []byte) []byte {
	if rest, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); marked {
		return append([]byte("   "), rest...)
	}
	return data
}

// Installed is the content of .terraform/modules/modules.json: where `terraform init` put the modules that are not on local paths.
type Installed map[string]InstalledModule

// InstalledModule is one module call as `terraform init` resolved it.
type InstalledModule struct {
	Key     string // the path of calls from the root: "network.subnets"
	Source  string
	Version string
	Dir     string // the tree's name of the directory
}

// Installed reads the root's modules.json. One that is missing gives no entries, one that is broken none and a diagnostic; entries may point
// out of the tree, where nothing can be loaded.
func (l *Loader) Installed(root string) (Installed, []Diagnostic) {
	name := path.Join(root, ".terraform/modules/modules.json")
	data, err := l.tree.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var manifest struct{ Modules []InstalledModule }
	if err == nil {
		err = json.Unmarshal(data, &manifest)
	}
	if err != nil {
		return nil, []Diagnostic{{
			Error: true, Summary: "Installed modules cannot be read", Detail: name + ": " + err.Error() + "; run terraform init.", Place: fileHead(name),
		}}
	}
	all := Installed{}
	for _, m := range manifest.Modules {
		m.Dir = path.Join(root, path.Clean(strings.ReplaceAll(m.Dir, "\\", "/")))
		all[m.Key] = m
	}
	return all, nil
}

// Vars are the values of a variables file, as expressions that may hold no references.
func (l *Loader) Vars(name string) (map[string]Attr, []Diagnostic) {
	data, err := l.tree.Read(name)
	if err != nil {
		return nil, []Diagnostic{{Error: true, Summary: "Variables file cannot be read", Detail: name + ": " + err.Error(), Place: fileHead(name)}}
	}
	l.bytes.Store(name, data)
	body, diags := Parse(name, data)
	vars := map[string]Attr{}
	if body == nil {
		return vars, Diagnose(diags)
	}
	_, wrong := body.JustAttributes()
	diags = append(diags, wrong...)
	for _, a := range bodyOf(body).Attributes() {
		vars[a.Name] = a
		diags = append(diags, inconstant(a)...)
	}
	return vars, Diagnose(diags)
}
