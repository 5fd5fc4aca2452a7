package secret

import (
	"encoding/base64"
	"strings"
)

// encodedPEM is how the words that open any PEM block begin in base64.
const encodedPEM = "LS0tLS1CRUdJTi"

// privateKey is a PEM block of a private key whose body begins in the text.
func privateKey(text string, at int) (Secret, bool) {
	end, ok := privateKeyHeader(text[at:])
	if !ok {
		return Secret{}, false
	}
	body := at + end
	for body < len(text) && body < at+maxLength {
		if strings.HasPrefix(text[body:], `\n`) || strings.HasPrefix(text[body:], `\r`) {
			body += 2
			continue
		}
		if !strings.ContainsRune(" \t\r\n", rune(text[body])) {
			break
		}
		body++
	}
	if body == len(text) || run(text[body:], isBase64) < 16 {
		return Secret{}, false
	}
	return Secret{Kind: PrivateKey, Start: at, End: at + end}, true
}

// privateKeyHeader returns the length of a line that opens a private key at the start of the text.
func privateKeyHeader(text string) (end int, ok bool) {
	const opening, closing, maxLabel = "-----BEGIN ", "-----", 40
	if !strings.HasPrefix(text, opening) {
		return 0, false
	}
	label := text[len(opening):]
	n := strings.Index(label[:min(len(label), maxLabel)], closing)
	if n < 0 {
		return 0, false
	}
	name := strings.TrimSuffix(label[:n], " BLOCK") // as PGP calls it
	return len(opening) + n + len(closing), strings.HasSuffix(name, "PRIVATE KEY") && !strings.Contains(name, "ENCRYPTED")
}

// encodedKeys returns private keys whose PEM block stands in the text in base64.
func encodedKeys(text string) []Secret {
	var found []Secret
	for at := 0; ; {
		n := strings.Index(text[at:], encodedPEM)
		if n < 0 {
			return found
		}
		at += n
		size := run(text[at:], isBase64)
		if holdsPrivateKey(text[at : at+size]) {
			found = append(found, Secret{Kind: PrivateKey, Start: at, End: at + size})
		}
		at += size
	}
}

// holdsPrivateKey looks into the first bytes of a base64 text; it need not be whole.
func holdsPrivateKey(encoded string) bool {
	const looked = 64
	encoded = strings.TrimRight(encoded[:min(len(encoded), looked)], "=")
	if len(encoded)%4 == 1 { // which no encoding has
		encoded = encoded[:len(encoded)-1]
	}
	decoded, _ := base64.RawStdEncoding.DecodeString(encoded)
	_, ok := privateKeyHeader(string(decoded))
	return ok
}
