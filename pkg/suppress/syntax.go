package suppress

import (
	"slices"
	"strings"
)

const ours = "demarc:ignore"

// scope is how far a directive reaches from where it stands.
type scope int

const (
	beside    scope = iota // what begins on its line or, alone on a line, on the next; the file at its top
	line                   // that line alone
	enclosing              // the outermost block that it stands in
	whole                  // the file, at whose top it stands
)

// directive is what a comment says, wherever it stands.
type directive struct {
	peer       string
	terms      []string
	reason     string
	until      string
	workspace  string
	conditions []string // argument=value, each of which must hold
	except     bool
	scope      scope
}

// parse reads one line of a comment.
func parse(text string) []directive {
	if rest, ok := strings.CutPrefix(text, ours); ok {
		if rest == "" || strings.ContainsAny(rest[:1], " \t:") {
			return []directive{parseOurs(strings.TrimSpace(rest))}
		}
		return nil
	}
	if rest, ok := strings.CutPrefix(text, "kics-scan"); ok {
		return parseKICS(strings.TrimSpace(rest))
	}
	if _, rest, ok := strings.Cut(text, "checkov:skip="); ok {
		ids, reason, _ := strings.Cut(rest, ":")
		return []directive{{peer: "checkov", terms: list(ids), reason: strings.TrimSpace(reason), scope: enclosing}}
	}
	if _, rest, ok := strings.Cut(text, "ts:skip="); ok {
		ids, reason, _ := strings.Cut(rest, " ")
		return []directive{{peer: "terrascan", terms: list(ids), reason: strings.TrimSpace(reason), scope: enclosing}}
	}
	return parseTrivy(text)
}

// parseOurs reads CHECK[,CHECK]: reason (until YYYY-MM-DD).
func parseOurs(text string) directive {
	names, reason := text, ""
	if at := reasonColon(text); at >= 0 {
		names, reason = text[:at], strings.TrimSpace(text[at+1:])
	}
	d := directive{terms: list(names), reason: reason}
	if open := strings.LastIndex(reason, "(until "); open >= 0 && strings.HasSuffix(reason, ")") {
		d.until = strings.TrimSpace(reason[open+len("(until ") : len(reason)-1])
		d.reason = strings.TrimSpace(reason[:open])
	}
	return d
}

// reasonColon finds the colon before the reason: the first that does not follow another linter's name.
func reasonColon(text string) int {
	for i := range len(text) {
		if text[i] != ':' {
			continue
		}
		before := text[strings.LastIndexAny(text[:i], ", \t")+1 : i]
		if !slices.Contains([]string{"checkov", "trivy", "kics", "terrascan"}, before) {
			return i
		}
	}
	return -1
}

func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

func parseKICS(text string) []directive {
	verb, _, _ := strings.Cut(text, " ")
	ids := func(prefix string) []string { return list(strings.TrimPrefix(text, prefix)) }
	switch {
	case verb == "ignore-line":
		return []directive{{peer: "kics", terms: []string{"*"}, scope: line}}
	case verb == "ignore-block":
		return []directive{{peer: "kics", terms: []string{"*"}, scope: beside}}
	case verb == "ignore":
		return []directive{{peer: "kics", terms: []string{"*"}, scope: whole}}
	case strings.HasPrefix(text, "disable="):
		return []directive{{peer: "kics", terms: ids("disable="), scope: whole}}
	case strings.HasPrefix(text, "enable="):
		return []directive{{peer: "kics", terms: ids("enable="), except: true, scope: whole}}
	}
	return nil
}

// parseTrivy reads the words trivy:ignore:ID[argument=value]:exp:DATE:ws:NAME, of which a line may have several, and tfsec's
// alike; what else the line says is their reason.
func parseTrivy(text string) []directive {
	var all []directive
	var rest []string
	for _, word := range strings.Fields(text) {
		word := strings.TrimLeft(word, "#")
		spec, ok := strings.CutPrefix(word, "trivy:ignore:")
		if !ok {
			spec, ok = strings.CutPrefix(word, "tfsec:ignore:")
		}
		if ok {
			all = append(all, trivyWord(spec))
			continue
		}
		rest = append(rest, word)
	}
	for i := range all {
		all[i].reason = strings.Join(rest, " ")
	}
	return all
}

func trivyWord(spec string) directive {
	d := directive{peer: "trivy"}
	if open, end := strings.IndexByte(spec, '['), strings.LastIndexByte(spec, ']'); open >= 0 && open < end {
		d.conditions = strings.Split(spec[open+1:end], ",")
		spec = spec[:open] + spec[end+1:]
	}
	parts := strings.Split(spec, ":")
	d.terms = list(parts[0])
	for i := 1; i+1 < len(parts); i += 2 {
		switch parts[i] {
		case "exp":
			d.until = parts[i+1]
		case "ws":
			d.workspace = parts[i+1]
		}
	}
	return d
}
