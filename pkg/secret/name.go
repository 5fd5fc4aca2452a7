package secret

import "strings"

// kindOf returns what a name says it holds. Its last words decide: DB_PASSWORD holds a password, DB_PASSWORD_FILE a path.
func kindOf(name string) (Kind, bool) {
	words := words(name)
	for len(words) > 1 && trailing(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return "", false
	}
	last := words[len(words)-1]
	switch {
	case last == "pwd" || last == "pw" || last == "pass":
		return Password, len(words) > 1 || last == "pass" || name == "pwd"
	case strings.HasPrefix(last, "no"):
		return "", false // nopasswd, nopassword
	case strings.HasSuffix(last, "password"), strings.HasSuffix(last, "passwd"), strings.HasSuffix(last, "passphrase"),
		strings.HasSuffix(last, "passwort"):
		return Password, true
	case last == "key" && len(words) > 1:
		return Token, secretKey(words[len(words)-2])
	}
	return Token, machineMade(last)
}

// trailing are words after the telling one that change nothing: DB_PASSWORD_PROD, apiKey2.
func trailing(word string) bool {
	if strings.Trim(word, "0123456789") == "" {
		return true
	}
	switch word {
	case "b", "value", "string", "plain", "plaintext", "base", "base64", "b64", "prod", "production", "staging", "dev", "test":
		return true
	}
	return false
}

// machineMade are the words for what a machine made up.
func machineMade(word string) bool {
	switch word {
	case "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "authkey", "accountkey", "credential", "credentials",
		"authtoken", "accesstoken", "sharedaccesskey", "clientsecret":
		return true
	}
	return false
}

// secretKey are the words that make a key a secret one. A key alone, a public key and the name of a KMS key are none.
func secretKey(word string) bool {
	switch word {
	case "api", "access", "secret", "private", "auth", "account", "encryption", "signing", "master", "app", "application", "jwt",
		"license", "service", "integration", "ingest":
		return true
	}
	return false
}

// words splits a name at its punctuation and at its humps, in lower case. A name of more than a line's worth is none.
func words(name string) []string {
	if len(name) > 128 {
		return nil
	}
	var words []string
	start := 0
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
		start = end
	}
	for i := 0; i < len(name); i++ {
		switch {
		case !isAlnum(name[i]):
			flush(i)
			start = i + 1
		case i > start && hump(name, i):
			flush(i)
		}
	}
	flush(len(name))
	return words
}

// hump reports that a word begins at i: dbPassword, DBPassword, password2.
func hump(name string, i int) bool {
	before, here := name[i-1], name[i]
	if isDigit(here) != isDigit(before) {
		return isDigit(here) && len(name)-i <= 2
	}
	upper := func(c byte) bool { return isUpper(c) && !isDigit(c) }
	return upper(here) && (isLower(before) || i+1 < len(name) && isLower(name[i+1]))
}
