package secret

import (
	"math"
	"strings"
)

// literal reports that a value under a telling name is a credential itself. People choose passwords, so that almost any word is
// one; a token is made by a machine and must look it, since secret stores, too, are addressed under names like DB_SECRET.
func literal(kind Kind, value string) bool {
	if !possible(value) {
		return false
	}
	if kind == Password {
		return !strings.Contains(strings.TrimSpace(value), " ") || !sentence(value)
	}
	return machineLike(value)
}

// possible reports that a value could be a credential: it is neither too short or long nor something that stands for another value.
func possible(value string) bool {
	const shortest, longest = 4, 4096
	value = strings.TrimSpace(value)
	return len(value) >= shortest && len(value) <= longest && !reference(value) && !placeholder(value) && !notAValue(value)
}

// reference reports that a value stands for another: a shell variable, a command's output, a template's hole, a path, the name
// of a secret in a store, or something encrypted.
func reference(value string) bool {
	for _, mark := range []string{Unknown, "${", "$(", "`", "{{", "<%", "%{", "()", "os.environ", "process.env", "getenv", "ENV["} {
		if strings.Contains(value, mark) {
			return true
		}
	}
	for i := 0; i+1 < len(value); i++ {
		if value[i] == '$' && (isWord(value[i+1])) {
			return true
		}
	}
	return addressed(value)
}

// addressed reports that a value says where the credential is, or is a ciphertext.
func addressed(value string) bool {
	for _, prefix := range []string{
		"/", "./", "../", "~/", "@", "!", "%", "arn:", "ssm:", "vault:", "secret:", "secretsmanager:", "aws-secretsmanager:", "file:",
		"env:", "env.", "var.", "local.", "data.", "http://", "https://", "s3://", "op://", "kms:", "ENC[", "AQICA", "{resolve:",
		"projects/",
	} {
		if strings.HasPrefix(value, prefix) {
			return true
		}
	}
	return false
}

// placeholder reports that a value cannot be meant: a row of one letter, an empty frame, a request to put the value there.
func placeholder(value string) bool {
	v := strings.ToLower(value)
	if v[0] == '<' || v[0] == '[' || !twoLetters(v) {
		return true
	}
	for _, word := range []string{
		"your", "replace", "insert", "todo", "tbd", "placeholder", "redacted", "masked", "fill", "xxxx", "****", "....", "goes-here", "goes_here",
	} {
		if strings.Contains(v, word) {
			return true
		}
	}
	return false
}

// initial reports words that stand for a value to come where the configuration creates the place and others fill it.
func initial(value string) bool {
	v := strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(value))
	for _, word := range []string{"changeme", "changethis", "changeit", "dummy", "initial", "example", "default", "temporary", "notset", "unset", "empty", "fake", "sample", "tobe", "update"} {
		if strings.Contains(v, word) {
			return true
		}
	}
	return notAValue(v)
}

// notAValue are words of configuration languages that stand where a value would.
func notAValue(value string) bool {
	switch strings.ToLower(value) {
	case "true", "false", "null", "none", "nil", "undefined", "enabled", "disabled", "required", "optional", "string", "prompt", "auto",
		"stdin", "yes", "no", "on", "off":
		return true
	}
	return constantName(value)
}

// constantName reports the name of an environment variable in place of its value: DB_PASSWORD.
func constantName(value string) bool {
	for i := 0; i < len(value); i++ {
		if !isUpper(value[i]) && value[i] != '_' || isDigit(value[i]) {
			return false
		}
	}
	return strings.Contains(value, "_")
}

// sentence reports words to a reader: they begin with a space or speak of the password themselves.
func sentence(value string) bool {
	v := strings.ToLower(value)
	for _, word := range []string{"password", "secret", "enter", "please", " the ", " is ", " for "} {
		if strings.Contains(v, word) {
			return true
		}
	}
	return strings.HasSuffix(v, ":")
}

// twoLetters reports that a value is not a row of the same character.
func twoLetters(value string) bool {
	return strings.Trim(value, value[:1]) != ""
}

// machineLike reports that a value looks made up by a machine: long, of letters and digits, and not of words.
func machineLike(value string) bool {
	const shortest, leastBits = 12, 3.0
	if len(value) < shortest || strings.ContainsAny(value, " \t,") || entropy(value) < leastBits {
		return false
	}
	if uuid(value) {
		return true
	}
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("-_./:", r) }) {
		if len(part) >= 10 && mixed(part) {
			return true
		}
	}
	return false
}

// uuid reports the form 8-4-4-4-12, which many vendors give their keys.
func uuid(value string) bool {
	return len(value) == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-'
}

// mixed reports letters among digits, or both cases changing often as they do by chance.
func mixed(value string) bool {
	letters, digits, changes := 0, 0, 0
	for i := 0; i < len(value); i++ {
		switch {
		case isDigit(value[i]):
			digits++
		case isAlnum(value[i]):
			letters++
		}
		if i > 0 && isLower(value[i]) != isLower(value[i-1]) {
			changes++
		}
	}
	return letters > 0 && (digits >= 2 || changes > len(value)/4)
}

// entropy returns the bits a character of the value carries, by the frequency of its bytes.
func entropy(value string) float64 {
	var counts [256]int
	for i := 0; i < len(value); i++ {
		counts[value[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(value))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}
