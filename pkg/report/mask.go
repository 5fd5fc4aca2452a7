package report

import (
	"strings"
	"unicode"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/secret"
)

// text is what may be shown of a message, which can quote values of the configuration.
func (b border) text(s string) string {
	if b.known != nil {
		if hidden := b.known.Replace(s); hidden != s { // else the copy can go
			s = hidden
		}
	}
	return Escape(secret.Hide(s, secret.In(s)))
}

// address is what may be shown of an address: keys of instances are values.
func (b border) address(s string) string {
	if !strings.Contains(s, "[") {
		return Escape(s)
	}
	return b.text(s)
}

// knownSecrets masks what the configuration has for secrets, wherever a message repeats it: the text of a validation, the key of an instance. It is nil
// when there is nothing to mask.
func knownSecrets(r *lint.Result, o Options) *strings.Replacer {
	if o.Source == nil {
		return nil
	}
	var pairs []string
	for file, spans := range secretsByFile(r, o) {
		src := o.Source(file)
		for _, s := range spans {
			if s.start < 1 || s.end >= len(src) || src[s.start-1] != '"' || src[s.end] != '"' {
				continue // no literal, or one among the lines of a script
			}
			if text := string(src[s.start:s.end]); telling(text) {
				pairs = append(pairs, text, secret.Mask)
			}
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return strings.NewReplacer(pairs...)
}

// telling reports a text that no message has by chance, unlike "admin" or "password".
func telling(text string) bool {
	const shortest = 8
	return len(text) >= shortest && strings.ContainsAny(text, "0123456789") && strings.ContainsFunc(text, unicode.IsLetter) && !strings.ContainsAny(text, "\n\"") && !strings.Contains(text, "${")
}
