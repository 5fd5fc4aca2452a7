package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
	"github.com/demarc-lint/demarc/pkg/source"
)

// hover shows the pages of the checks that have a finding at the position, else what is known of the argument there.
func (s *Server) hover(ctx context.Context, p positionParams) (*hover, error) {
	f, name, err := s.asked(ctx, p.TextDocument.URI)
	if f == nil || err != nil {
		return nil, err
	}
	text, at, found := f.at(p.TextDocument.URI, name, p.Position)
	var pages []string
	for _, finding := range found {
		if page := s.config.Page(finding.Check.Name); !slices.Contains(pages, page) {
			pages = append(pages, page)
		}
	}
	if len(pages) > 0 {
		r := s.encoding.textRange(text, found[0].Place)
		return &hover{markup{"markdown", strings.Join(pages, "\n\n---\n\n")}, &r}, nil
	}
	a, ok := argumentAt(name, text, at)
	if !ok {
		return nil, nil
	}
	r := s.encoding.textRange(text, a.place)
	return &hover{markup{"markdown", s.describe(a)}, &r}, nil
}

// at is the text of an open file, the byte at the position, and the findings there.
func (f *folder) at(uri, name string, p position) (text []byte, at int, found []lint.Finding) {
	s := f.server
	s.mu.Lock()
	defer s.mu.Unlock()
	path, _ := pathOf(uri)
	b := s.open[path]
	if b == nil {
		return nil, 0, nil
	}
	at = s.encoding.offset(b.text, p)
	if st := f.files[name]; st != nil && st.version == b.version {
		for _, finding := range st.findings {
			if finding.Place.Start.Byte <= at && at <= finding.Place.End.Byte {
				found = append(found, finding)
			}
		}
	}
	return b.text, at, found
}

// argument is one in a resource, data source or provider block, or a nested block there.
type argument struct {
	typ, path string // aws_db_instance, root_block_device.encrypted
	place     source.Place
	attribute *schema.Attribute
	block     *schema.NestedBlock
}

// argumentAt finds what stands at a byte of a file in native syntax.
func argumentAt(name string, text []byte, at int) (a argument, ok bool) {
	parsed, _ := module.Parse(name, text)
	body, native := parsed.(*hclsyntax.Body)
	if !native {
		return a, false
	}
	for _, b := range body.Blocks {
		kind, known := map[string]schema.Kind{"resource": schema.Resource, "data": schema.Data, "provider": schema.ProviderBlock}[b.Type]
		if !known || len(b.Labels) == 0 || !holds(b.Range(), at) {
			continue
		}
		if top := schema.Lookup(kind, b.Labels[0]); top != nil {
			a.typ = b.Labels[0]
			return a.find(b.Body, top, at)
		}
	}
	return a, false
}

func holds(r hcl.Range, at int) bool { return r.Start.Byte <= at && at <= r.End.Byte }

func (a argument) find(body *hclsyntax.Body, in *schema.Block, at int) (argument, bool) {
	for _, attr := range body.Attributes {
		if holds(attr.NameRange, at) {
			a.path, a.place, a.attribute = a.path+attr.Name, attr.NameRange, in.Attributes[attr.Name]
			return a, a.attribute != nil
		}
	}
	for _, b := range body.Blocks {
		name, inner := b.Type, b.Body
		if b.Type == "dynamic" && len(b.Labels) == 1 {
			name = b.Labels[0]
			if contents := b.Body.Blocks; len(contents) > 0 {
				inner = contents[0].Body
			}
		}
		nested := in.Blocks[name]
		switch {
		case nested == nil:
		case holds(b.TypeRange, at):
			a.path, a.place, a.block = a.path+name, b.TypeRange, nested
			return a, true
		case holds(b.Range(), at):
			a.path += name + "."
			return a.find(inner, nested.Block, at)
		}
	}
	return a, false
}

// describe says what the provider wants and which checks look at it.
func (s *Server) describe(a argument) string {
	var out strings.Builder
	if a.attribute != nil {
		fmt.Fprintf(&out, "**%s** `%s`: %s, %s", a.typ, a.path, a.attribute.Type.FriendlyNameForConstraint(), uses(a.attribute))
		if t := a.attribute.Type; t.IsObjectType() || t.IsCollectionType() && t.ElementType().IsObjectType() {
			fmt.Fprintf(&out, " (%s)", strings.Join(members(t), ", "))
		}
	} else {
		fmt.Fprintf(&out, "**%s** `%s`: block", a.typ, a.path)
		if a.block.MinItems > 0 {
			out.WriteString(", required")
		}
		if a.block.MaxItems == 1 {
			out.WriteString(", at most one")
		}
	}
	if name, version := schema.Provider(a.typ); name != "" {
		fmt.Fprintf(&out, "\n\nProvider %s %s", name, version)
	}
	last := a.path[strings.LastIndexByte(a.path, '.')+1:]
	var lines []string
	for _, c := range s.config.Checks {
		if c.Judges(a.typ) && strings.Contains(s.config.Page(c.Name), last) {
			lines = append(lines, fmt.Sprintf("- %s (%s, `%s`)", c.Title, c.Severity, c.Name))
		}
	}
	if len(lines) > 0 {
		out.WriteString("\n\nWhat it protects from:\n" + strings.Join(lines, "\n"))
	}
	return out.String()
}

func members(t cty.Type) []string {
	if t.IsCollectionType() {
		t = t.ElementType()
	}
	var names []string
	for name := range t.AttributeTypes() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func uses(a *schema.Attribute) string {
	words := "optional"
	switch {
	case a.Required:
		words = "required"
	case !a.Optional:
		words = "set by the provider"
	case a.Computed:
		words = "optional, the provider decides where it is not written"
	}
	if a.Sensitive {
		words += ", sensitive"
	}
	if a.Deprecated {
		words += ", deprecated"
	}
	return words
}
