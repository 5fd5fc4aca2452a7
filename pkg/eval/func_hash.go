package eval

import (
	"crypto/md5"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"

	"github.com/google/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func hashFunctions() map[string]function.Function {
	table := map[string]function.Function{
		"bcrypt":     guarded(bcryptFunction()),
		"rsadecrypt": guarded(rsaDecryptFunction()),
		"uuid":       unforeseen(),
		"uuidv5":     guarded(uuidFunction()),
	}
	for name, digest := range digests() {
		table[name] = guarded(stringsFunction(cty.String, func(args []string) (cty.Value, error) {
			return cty.StringVal(digest([]byte(args[0]))), nil
		}, "str"))
	}
	return table
}

// digests are the hash functions, by the name of the function that applies each to a string.
func digests() map[string]func([]byte) string {
	return map[string]func([]byte) string{
		"md5":          func(b []byte) string { sum := md5.Sum(b); return hex.EncodeToString(sum[:]) },
		"sha1":         func(b []byte) string { sum := sha1.Sum(b); return hex.EncodeToString(sum[:]) },
		"sha256":       func(b []byte) string { sum := sha256.Sum256(b); return hex.EncodeToString(sum[:]) },
		"sha512":       func(b []byte) string { sum := sha512.Sum512(b); return hex.EncodeToString(sum[:]) },
		"base64sha256": func(b []byte) string { sum := sha256.Sum256(b); return base64.StdEncoding.EncodeToString(sum[:]) },
		"base64sha512": func(b []byte) string { sum := sha512.Sum512(b); return base64.StdEncoding.EncodeToString(sum[:]) },
	}
}

// bcryptFunction is unknown, since each run takes another salt; it has the errors of the true one.
func bcryptFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "str", Type: cty.String}},
		VarParam:     &function.Parameter{Name: "cost", Type: cty.Number},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			switch {
			case len(args) > 2:
				return cty.NilVal, errors.New("bcrypt takes one or two arguments")
			case len(args[0].AsString()) > 72:
				return cty.NilVal, function.NewArgErrorf(0, "must not be longer than 72 bytes")
			case len(args) == 2 && args[1].GreaterThan(cty.NumberIntVal(31)).True():
				return cty.NilVal, function.NewArgErrorf(1, "must not be more than 31")
			}
			return cty.UnknownVal(cty.String), nil
		},
	})
}

func uuidFunction() function.Function {
	return stringsFunction(cty.String, func(args []string) (cty.Value, error) {
		space, err := uuidNamespace(args[0])
		if err != nil {
			return cty.NilVal, argumentError(0, err)
		}
		return cty.StringVal(uuid.NewSHA1(space, []byte(args[1])).String()), nil
	}, "namespace", "name")
}

func uuidNamespace(name string) (uuid.UUID, error) {
	switch name {
	case "dns":
		return uuid.NameSpaceDNS, nil
	case "url":
		return uuid.NameSpaceURL, nil
	case "oid":
		return uuid.NameSpaceOID, nil
	case "x500":
		return uuid.NameSpaceX500, nil
	}
	return uuid.Parse(name)
}

func rsaDecryptFunction() function.Function {
	return stringsFunction(cty.String, func(args []string) (cty.Value, error) {
		secret, err := base64.StdEncoding.DecodeString(args[0])
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "must be in base64")
		}
		key, err := rsaKey(args[1])
		if err != nil {
			return cty.NilVal, argumentError(1, err)
		}
		plain, err := rsa.DecryptPKCS1v15(nil, key, secret) //nolint:staticcheck // rsadecrypt is defined by it
		if err != nil {
			return cty.NilVal, errors.New("the key does not decrypt the text")
		}
		return cty.StringVal(string(plain)), nil
	}, "ciphertext", "privatekey")
}

// rsaKey reads a private key. The checks made on one cost more than proportionally to its size.
func rsaKey(armoured string) (*rsa.PrivateKey, error) {
	const most = 16 << 10
	if len(armoured) > most {
		return nil, tooMuch("a private key has more than %d bytes", most)
	}
	block, _ := pem.Decode([]byte(armoured))
	if block == nil {
		return nil, errors.New("no private key in PEM form")
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("not an RSA private key")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("not an RSA private key")
	}
	return key, nil
}
