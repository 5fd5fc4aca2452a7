package secret

import "strings"

// format is how a vendor writes a kind of key: a public prefix and a run of characters.
type format struct {
	kind     Kind
	prefix   string
	in       func(byte) bool
	min, max int // length of the run after the prefix; max 0 is any
}

// formats lists key formats by their prefix, from the vendors' documentation, as of November 2026.
var formats = [...]format{
	{AccessKey, "AKIA", isUpper, 16, 16},
	{AccessKey, "ASIA", isUpper, 16, 16},
	{"GitHub token", "ghp_", isAlnum, 36, 0},
	{"GitHub token", "gho_", isAlnum, 36, 0},
	{"GitHub token", "ghu_", isAlnum, 36, 0},
	{"GitHub token", "ghs_", isAlnum, 36, 0},
	{"GitHub token", "ghr_", isAlnum, 36, 0},
	{"GitHub token", "github_pat_", isWord, 50, 0},
	{"GitLab token", "glpat-", isDashed, 20, 0},
	{"GitLab token", "glrt-", isDashed, 20, 0},
	{"Slack token", "xoxb-", isDashed, 24, 0},
	{"Slack token", "xoxp-", isDashed, 24, 0},
	{"Slack token", "xoxa-", isDashed, 24, 0},
	{"Slack token", "xoxr-", isDashed, 24, 0},
	{"Slack token", "xoxs-", isDashed, 24, 0},
	{"Slack token", "xapp-", isDashed, 24, 0},
	{"Slack webhook", "https://hooks.slack.com/services/T", isPath, 30, 0},
	{"Stripe key", "sk_live_", isAlnum, 16, 0},
	{"Stripe key", "rk_live_", isAlnum, 16, 0},
	{"Google API key", "AIza", isDashed, 35, 35},
	{"Google OAuth secret", "GOCSPX-", isDashed, 28, 28},
	{"npm token", "npm_", isAlnum, 36, 36},
	{"PyPI token", "pypi-AgEIcHlwaS5vcmc", isDashed, 50, 0},
	{"SendGrid key", "SG.", isDotted, 60, 0},
	{"Anthropic key", "sk-ant-", isDashed, 32, 0},
	{"OpenAI key", "sk-proj-", isDashed, 32, 0},
	{"Vault token", "hvs.", isDashed, 24, 0},
	{"DigitalOcean token", "dop_v1_", isAlnum, 64, 64},
	{"Shopify token", "shpat_", isAlnum, 32, 32},
	{"New Relic key", "NRAK-", isUpper, 27, 27},
	{"Databricks token", "dapi", isAlnum, 32, 32},
	{"age key", "AGE-SECRET-KEY-1", isUpper, 58, 58},
}

// firstBytes are those that any of the formats can begin with, so that most words cost one look.
const firstBytes = "-eAGNSdghnprsx"

// formatted returns what has the format of a key, whatever it is called.
func formatted(text string) []Secret {
	var found []Secret
	for i := 0; i < len(text); i++ {
		if i > 0 && isAlnum(text[i-1]) || strings.IndexByte(firstBytes, text[i]) < 0 {
			continue
		}
		s, ok := formattedAt(text, i)
		if ok {
			found = append(found, s)
			i = s.End - 1
		}
	}
	return found
}

func formattedAt(text string, at int) (Secret, bool) {
	switch text[at] {
	case '-':
		return privateKey(text, at)
	case 'e':
		return webToken(text, at)
	}
	for _, f := range formats {
		if !strings.HasPrefix(text[at:], f.prefix) {
			continue
		}
		start := at + len(f.prefix)
		n := run(text[start:], f.in)
		if n >= f.min && (f.max == 0 || n == f.max) && varied(text[start:start+n]) {
			return Secret{Kind: f.kind, Start: at, End: start + n, masked: f.prefix[:min(4, len(f.prefix))]}, true
		}
	}
	return Secret{}, false
}

// run returns how many of the first bytes satisfy in, maxLength at most.
func run(text string, in func(byte) bool) int {
	n := 0
	for n < len(text) && n < maxLength && in(text[n]) {
		n++
	}
	return n
}

// varied tells a key from a row of the same letter, which documentation puts in its place.
func varied(key string) bool {
	var seen [256]bool
	distinct := 0
	for i := 0; i < len(key); i++ {
		if !seen[key[i]] {
			seen[key[i]] = true
			distinct++
		}
	}
	return distinct >= 5
}

// webToken is a signed JSON web token: header, claims and signature, the first two beginning with an encoded `{"`.
func webToken(text string, at int) (Secret, bool) {
	const opening = "eyJ"
	if !strings.HasPrefix(text[at:], opening) {
		return Secret{}, false
	}
	n := run(text[at:], isDashed)
	rest := text[at+n:]
	if n < 16 || !strings.HasPrefix(rest, "."+opening) {
		return Secret{}, false
	}
	claims := 1 + run(rest[1:], isDashed)
	if claims == len(rest) || rest[claims] != '.' {
		return Secret{}, false
	}
	signature := run(rest[claims+1:], isDashed)
	if signature < 16 {
		return Secret{}, false
	}
	return Secret{Kind: "JSON web token", Start: at, End: at + n + claims + 1 + signature, masked: opening}, true
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' || isDigit(c) }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isAlnum(c byte) bool  { return isUpper(c) || isLower(c) }
func isWord(c byte) bool   { return isAlnum(c) || c == '_' }
func isDashed(c byte) bool { return isWord(c) || c == '-' }
func isDotted(c byte) bool { return isDashed(c) || c == '.' }
func isPath(c byte) bool   { return isWord(c) || c == '/' }
func isBase64(c byte) bool { return isAlnum(c) || c == '+' || c == '/' || c == '=' }
