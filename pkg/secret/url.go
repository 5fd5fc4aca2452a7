package secret

import "strings"

// urlPasswords returns the passwords in addresses: scheme://user:password@host.
func urlPasswords(text string) []Secret {
	const mark = "://"
	var found []Secret
	for at := 0; ; {
		n := strings.Index(text[at:], mark)
		if n < 0 {
			return found
		}
		at += n + len(mark)
		authority := text[at : at+run(text[at:], inAuthority)]
		i, j := strings.IndexByte(authority, ':'), strings.LastIndexByte(authority, '@')
		if i < 0 || j < i || !literal(Password, authority[i+1:j]) {
			continue
		}
		found = append(found, Secret{Kind: "password in an address", Start: at + i + 1, End: at + j})
	}
}

// inAuthority reports what may stand between the scheme and the path of an address.
func inAuthority(c byte) bool {
	return c > ' ' && c != '/' && c != '?' && c != '"' && c != '\'' && c != '`' && c != '<' && c != '>'
}
