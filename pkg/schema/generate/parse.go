package main

import (
	"regexp"
	"strings"
)

// module is what one TypeScript module of a package declares: a resource, data source or provider with its nested structures.
type module struct {
	root     *class
	typeName string
	version  string
	classes  map[string]*class
	docs     map[string]map[string]doc    // interface -> argument -> what its declaration tells
	writers  map[string]map[string]writer // interface, first letter lower -> argument -> how it is written
}

// class is a resource class or the output class of a structure.
type class struct {
	name, base string
	fields     []field
}

// field is one attribute of a class: its comment and its declaration.
type field struct {
	name                         string
	computed, optional, required bool
	declared                     string // the private member's type or initial value, empty for what is only computed
	getter                       string // the expression that reads it
}

// doc is one member of an interface.
type doc struct {
	block    bool // the text says "NAME block", which is written for the blocks of the schema and not for its attributes
	optional bool
}

// writer is how an argument is serialised.
type writer struct {
	kind     string // simple, list, set, map, struct
	storage  string // string, stringList, ..., or a structure's name
	nullable bool   // members that are not set are written as null
}

// rootWriter is the key of the root class among the writers.
const rootWriter = ""

type parser struct {
	class, attribute, private, getter, iface, member, anchor, block, function, key, property, resource, version *regexp.Regexp
}

func newParser() *parser {
	return &parser{
		class:     regexp.MustCompile(`^export class (\w+) extends cdkt[fn]\.(\w+)`),
		resource:  regexp.MustCompile(`terraformResourceType: '([^']+)'`),
		version:   regexp.MustCompile(`providerVersion: '([^']+)'`),
		attribute: regexp.MustCompile(`^  // (\S+) - computed: (\w+), optional: (\w+), required: (\w+)`),
		private:   regexp.MustCompile(`^  private _\w+(?:\?: | = )(.+);\s*$`),
		getter:    regexp.MustCompile(`^    return (.+);\s*$`),
		iface:     regexp.MustCompile(`^export interface (\w+)`),
		member:    regexp.MustCompile(`^  readonly \w+(\??):`),
		anchor:    regexp.MustCompile(`^  \* Docs at Terraform Registry: \{@link [^#\s]+#(\S+) `),
		block:     regexp.MustCompile(`^  \* (\S+) block$`),
		function:  regexp.MustCompile(`^export function (\w+)ToHclTerraform\(`),
		key:       regexp.MustCompile(`^ {4,6}"?([^\s":]+)"?: \{$`),
		property:  regexp.MustCompile(`^ {6,8}(value|type|storageClassType): "?(.*?)"?,$`),
	}
}

// parse reads the declarations of one module: each begins with a line "export ..." and ends with one that begins with "}".
func (p *parser) parse(lines []string) *module {
	m := &module{
		classes: map[string]*class{}, docs: map[string]map[string]doc{}, writers: map[string]map[string]writer{},
	}
	start := -1
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "export "):
			start = i
		case strings.HasPrefix(line, "}") && start >= 0:
			p.declaration(m, lines[start:i])
			start = -1
		}
	}
	return m
}

func (p *parser) declaration(m *module, lines []string) {
	if match := p.class.FindStringSubmatch(lines[0]); match != nil {
		c := &class{name: match[1], base: match[2], fields: p.fields(lines)}
		m.classes[c.name] = c
		if c.isRoot() {
			m.root, m.typeName, m.version = c, find(p.resource, lines), find(p.version, lines)
			m.writers[rootWriter] = p.writers(lines)
		}
	}
	if match := p.iface.FindStringSubmatch(lines[0]); match != nil {
		m.docs[match[1]] = p.members(lines)
	}
	if match := p.function.FindStringSubmatch(lines[0]); match != nil {
		m.writers[match[1]] = p.writers(lines)
	}
}

// isRoot is not so for ComplexObject and its kin, the classes of nested structures.
func (c *class) isRoot() bool {
	return strings.HasPrefix(c.base, "Terraform")
}

// find gives the first match of the pattern's group in the lines.
func find(pattern *regexp.Regexp, lines []string) string {
	for _, line := range lines {
		if match := pattern.FindStringSubmatch(line); match != nil {
			return match[1]
		}
	}
	return ""
}

// fields finds the attributes of a class, each a comment with the flags, then an optional private member, then the getter.
func (p *parser) fields(lines []string) []field {
	var fields []field
	for i, line := range lines {
		match := p.attribute.FindStringSubmatch(line)
		if match == nil || i+1 == len(lines) {
			continue
		}
		f := field{name: match[1], computed: match[2] == "true", optional: match[3] == "true", required: match[4] == "true"}
		if private := p.private.FindStringSubmatch(lines[i+1]); private != nil {
			f.declared = strings.TrimSpace(private[1])
		}
		f.getter = find(p.getter, lines[i+1:])
		fields = append(fields, f)
	}
	return fields
}

// members finds the members of an interface by the argument's name, which only the link in their comment tells.
func (p *parser) members(lines []string) map[string]doc {
	docs := map[string]doc{}
	var block, name string
	for _, line := range lines {
		if match := p.block.FindStringSubmatch(line); match != nil {
			block = match[1]
		}
		if match := p.anchor.FindStringSubmatch(line); match != nil {
			name = match[1]
		}
		if match := p.member.FindStringSubmatch(line); match != nil {
			docs[name] = doc{block: name == block, optional: match[1] == "?"}
			block = ""
		}
	}
	return docs
}

// writers finds how arguments are serialised: "name: {" followed by value, type and storageClassType.
func (p *parser) writers(lines []string) map[string]writer {
	writers := map[string]writer{}
	name := ""
	for _, line := range lines {
		if match := p.key.FindStringSubmatch(line); match != nil {
			name = match[1]
		}
		match := p.property.FindStringSubmatch(line)
		if match == nil || name == "" {
			continue
		}
		w := writers[name]
		switch match[1] {
		case "value":
			w.nullable = strings.Contains(match[2], "=== undefined ? null")
		case "type":
			w.kind = match[2]
		case "storageClassType":
			w.storage = match[2]
		}
		writers[name] = w
	}
	return writers
}
