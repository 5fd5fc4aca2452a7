package suppress

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
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
	wrong      string   // why it cannot be understood
	except     bool
	scope      scope
}

// parse reads one line of a comment.
func parse(text string) []directive {
	all := directives(text)
	for i := range all {
		all[i] = dated(all[i])
	}
	return all
}

func directives(text string) []directive {
	if rest, ok := strings.CutPrefix(text, ours); ok {
		if rest == "" || strings.ContainsAny(rest[:1], " \t:") {
			return []directive{parseOurs(strings.TrimSpace(rest))}
		}
		return nil
	}
	if rest, ok := strings.CutPrefix(text, "kics-scan"); ok {
		return parseKICS(strings.TrimSpace(rest))
	}
	for _, mark := range []string{"checkov:skip=", "bridgecrew:skip="} {
		if _, rest, ok := strings.Cut(text, mark); ok {
			ids, reason, _ := strings.Cut(rest, ":")
			ids, more, _ := strings.Cut(strings.ReplaceAll(ids, ", ", ","), " ") // what a space parts from the ids is of the reason
			return []directive{checked(directive{peer: "checkov", terms: list(ids), reason: strings.TrimSpace(more + " " + strings.TrimSpace(reason)), scope: enclosing})}
		}
	}
	if _, rest, ok := strings.Cut(text, "ts:skip="); ok {
		ids, reason, _ := strings.Cut(rest, " ")
		return []directive{checked(directive{peer: "terrascan", terms: list(ids), reason: strings.TrimSpace(reason), scope: enclosing})}
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
	if len(d.terms) == 0 {
		d.wrong = "no check is named; write demarc:ignore CHECK: reason"
	}
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
		if before != "tfsec" && !slices.ContainsFunc(check.Aliases{}.Peers(), func(p check.Peer) bool { return p.Name == before }) {
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
		return []directive{checked(directive{peer: "kics", terms: ids("disable="), scope: whole})}
	case strings.HasPrefix(text, "enable="):
		return []directive{checked(directive{peer: "kics", terms: ids("enable="), except: true, scope: whole})}
	}
	return []directive{{peer: "kics", wrong: fmt.Sprintf("%q is none of ignore, ignore-line, ignore-block, disable= and enable=", verb)}}
}

// checked says what is wrong with the ids of another linter's directive.
func checked(d directive) directive {
	const capitals, small = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
	letters := map[string]string{"checkov": capitals + "_", "kics": capitals + small + "-", "terrascan": capitals + small + "_.-", "trivy": capitals + small + "-*"}[d.peer]
	if len(d.terms) == 0 {
		d.wrong = "no check is named"
	}
	for _, t := range d.terms {
		if strings.Trim(t, letters+"0123456789") != "" || d.peer == "kics" && !strings.Contains(t, "-") {
			d.wrong = fmt.Sprintf("%q is no id of %s's", t, d.peer)
		}
	}
	return d
}

// dated says what is wrong with the last day of a directive.
func dated(d directive) directive {
	if _, err := time.Parse(time.DateOnly, d.until); d.until != "" && err != nil {
		d.wrong = fmt.Sprintf("%q is no day of the form 2027-01-31", d.until)
	}
	return d
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
	parts := strings.Split(strings.TrimSuffix(spec, ":"), ":")
	d.terms = list(parts[0])
	for i := 1; i < len(parts); i += 2 {
		value := strings.Join(parts[i+1:min(i+2, len(parts))], "")
		_, err := time.Parse(time.DateOnly, value)
		switch known := parts[i] == "exp" || parts[i] == "ws"; {
		case known && value == "":
			d.wrong = fmt.Sprintf("nothing stands behind %q", parts[i])
			return d
		case parts[i] == "exp":
			d.until = value
		case parts[i] == "ws":
			d.workspace = value
		case err == nil:
			d.wrong = fmt.Sprintf("%q is not exp, before a day", parts[i])
			return d
		default: // a reason
			i = len(parts)
		}
	}
	return checked(d)
}
