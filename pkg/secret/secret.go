// Package secret finds credentials in text that is not configuration: a boot script, a container's environment, the value of
// an argument. In goes what the text is worth, out come the places of what it gives away, never the credential itself.
// It knows the formats that vendors give their keys, and names under which people keep passwords; it does not know where the
// text comes from, and it asks nobody whether a credential works.
//
// Every look at a text is one pass, linear in its length whatever the text holds. What is a reference rather than a value
// (a shell variable, a template's hole, a path, the name of a secret in a store) is no finding.
package secret

import (
	"slices"
	"sort"
	"strings"
)

// Unknown is what a caller writes into a text in place of a part that is not known, so that nothing that depends on it is
// taken for a literal.
const Unknown = "\x00"

// Kind says what was found, as words that follow "an" or "a" in a sentence.
type Kind string

// The kinds that callers treat apart. Others come from the table of formats.
const (
	AccessKey  Kind = "AWS access key"
	PrivateKey Kind = "private key"
	Password   Kind = "password"
	Token      Kind = "token or key"
)

// Secret is one credential in a text.
type Secret struct {
	Kind       Kind
	Name       string // the name it is assigned to, as written; empty when its format gave it away
	Start, End int    // its bytes in the text
	masked     string
}

// maxLength bounds how many bytes of one credential are looked at.
const maxLength = 512

// stars is what a credential is shown as: always the same, since its length tells something too.
const stars = "****************"

// Article returns the kind with its article: "an AWS access key", "a password".
func (s Secret) Article() string {
	if strings.ContainsRune("AEIOaeio", rune(s.Kind[0])) {
		return "an " + string(s.Kind)
	}
	return "a " + string(s.Kind)
}

// Masked returns what may be shown of the credential: the public prefix of its format, four bytes at most, and stars.
func (s Secret) Masked() string { return s.masked + stars }

// In returns the credentials in a script or a document, in the order of the text, none inside another.
func In(text string) []Secret {
	found := append(formatted(text), urlPasswords(text)...)
	found = append(found, encodedKeys(text)...)
	for start := 0; start < len(text); {
		end := start + lineLength(text[start:])
		line := text[start:end]
		for _, s := range append(assigned(line), passed(line)...) {
			s.Start, s.End = s.Start+start, s.End+start
			found = append(found, s)
		}
		start = end + 1
	}
	return pairs(separate(found))
}

// InLine is In for a line that people are shown, whatever it is from: in a comment, too, a name may be given a value, and in configuration that may be
// an expression.
func InLine(line string) []Secret {
	said := strings.TrimLeft(line, " \t#/*")
	found := slices.DeleteFunc(In(said), func(s Secret) bool { return s.Name != "" && worked(said, s.Start) })
	for i := range found {
		found[i].Start += len(line) - len(said)
		found[i].End += len(line) - len(said)
	}
	return found
}

// worked reports that an assignment is of configuration, whose value is worked out: password = random_password.db.result.
func worked(line string, at int) bool {
	if !strings.HasSuffix(strings.TrimRight(line[:at], " "), " =") {
		return false
	}
	name := nameLength(line[at:])
	if dot := strings.IndexByte(line[at:at+name], '.'); dot > 0 {
		return isLetters(line[at : at+dot])
	}
	return strings.HasPrefix(line[at+name:], "(") && isLetters(line[at:at+name])
}

// isLetters reports what the names of functions, and of what is referred to first, are made of.
func isLetters(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_0123456789") == ""
}

// Mask stands for a credential in a text that is shown: of one length, since that of a credential tells something.
const Mask = "********"

// Hide returns the text with Mask in place of each of the credentials that were found in it.
func Hide(text string, found []Secret) string {
	if len(found) == 0 {
		return text
	}
	var out strings.Builder
	at := 0
	for _, s := range found {
		out.WriteString(text[at:s.Start])
		out.WriteString(Mask)
		at = s.End
	}
	return out.String() + text[at:]
}

// Under returns the credential that a value is when it stands under a name: an environment variable, a map's entry.
func Under(name, value string) (Secret, bool) {
	if found := In(value); len(found) > 0 {
		s := found[0]
		if s.Name == "" {
			s.Name = name
		}
		return s, true
	}
	kind, ok := kindOf(name)
	if !ok || !possible(value) || kind != Password && !machineLike(value) {
		return Secret{}, false
	}
	return Secret{Kind: kind, Name: name, End: len(value)}, true
}

// Literal reports that a value is a credential itself and not a reference to one, when the place it stands at takes nothing
// but credentials. Words that stand for a value to come ("changeme", "dummy") are not taken for one.
func Literal(value string) bool {
	return value != "" && !reference(value) && !placeholder(value) && !initial(value)
}

func lineLength(text string) int {
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		return n
	}
	return len(text)
}

// separate sorts by place and drops what overlaps an earlier find, a find by format before one by name.
func separate(found []Secret) []Secret {
	sort.SliceStable(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	var apart []Secret
	for _, s := range found {
		n := len(apart)
		switch {
		case n == 0 || apart[n-1].End <= s.Start:
			apart = append(apart, s)
		case apart[n-1].Name != "" && s.Name == "":
			s.Name = apart[n-1].Name
			apart[n-1] = s
		case apart[n-1].Name == "":
			apart[n-1].Name = s.Name
		}
	}
	return apart
}

// pairs drops the secret half that directly follows an AWS access key id: the two are one credential.
func pairs(found []Secret) []Secret {
	var kept []Secret
	for i, s := range found {
		if i > 0 && found[i-1].Kind == AccessKey && strings.Contains(strings.ToLower(s.Name), "secret") {
			continue
		}
		kept = append(kept, s)
	}
	return kept
}
