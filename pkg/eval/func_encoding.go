package eval

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"net/url"
	"unicode/utf8"

	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

func encodingFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64decode":     guarded(stringsFunction(cty.String, base64Decode, "str")),
		"base64encode":     guarded(stringsFunction(cty.String, base64Encode, "str")),
		"base64gunzip":     guarded(stringsFunction(cty.String, base64Gunzip, "str")),
		"base64gzip":       guarded(stringsFunction(cty.String, base64Gzip, "str")),
		"csvdecode":        guarded(stdlib.CSVDecodeFunc, maxCells),
		"jsondecode":       guarded(stdlib.JSONDecodeFunc, maxJSON),
		"jsonencode":       guarded(jsonEncodeFunction()),
		"textdecodebase64": guarded(stringsFunction(cty.String, textDecode, "source", "encoding")),
		"textencodebase64": guarded(stringsFunction(cty.String, textEncode, "string", "encoding")),
		"urldecode":        guarded(stringsFunction(cty.String, urlDecode, "str")),
		"urlencode":        guarded(stringsFunction(cty.String, urlEncode, "str")),
		"yamldecode":       guarded(yamlDecodeFunction(), maxYAML),
		"yamlencode":       guarded(yaml.YAMLEncodeFunc, onlyText, maxYAMLText),
	}
}

func base64Encode(args []string) (cty.Value, error) {
	return cty.StringVal(base64.StdEncoding.EncodeToString([]byte(args[0]))), nil
}

func base64Decode(args []string) (cty.Value, error) {
	decoded, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "must be in base64")
	}
	return utf8String(decoded)
}

// utf8String refuses bytes that are no text.
func utf8String(b []byte) (cty.Value, error) {
	if !utf8.Valid(b) {
		return cty.NilVal, errors.New("the result is not valid UTF-8")
	}
	return cty.StringVal(string(b)), nil
}

// base64Gzip flushes before it closes, as Terraform does: the bytes are the same then.
func base64Gzip(args []string) (cty.Value, error) {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, err := io.WriteString(writer, args[0])
	if err := errors.Join(err, writer.Flush(), writer.Close()); err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}

func base64Gunzip(args []string) (cty.Value, error) {
	packed, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "must be in base64")
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "must be gzip")
	}
	plain, err := io.ReadAll(io.LimitReader(reader, maxBytes+1))
	switch {
	case err != nil:
		return cty.NilVal, function.NewArgErrorf(0, "must be gzip")
	case len(plain) > maxBytes:
		return cty.NilVal, tooMuch("a string has more than %d bytes", maxBytes)
	}
	return utf8String(plain)
}

func urlEncode(args []string) (cty.Value, error) {
	return cty.StringVal(url.QueryEscape(args[0])), nil
}

func urlDecode(args []string) (cty.Value, error) {
	decoded, err := url.QueryUnescape(args[0])
	if err != nil {
		return cty.NilVal, argumentError(0, err)
	}
	return cty.StringVal(decoded), nil
}

func textEncode(args []string) (cty.Value, error) {
	charset, err := charset(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	encoded, err := charset.NewEncoder().Bytes([]byte(args[0]))
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "has characters that %s lacks", args[1])
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(encoded)), nil
}

func textDecode(args []string) (cty.Value, error) {
	charset, err := charset(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	encoded, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "must be in base64")
	}
	decoded, err := charset.NewDecoder().Bytes(encoded)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return cty.NilVal, function.NewArgErrorf(0, "is not text in %s", args[1])
	}
	return cty.StringVal(string(decoded)), nil
}

func charset(name string) (encoding.Encoding, error) {
	found, err := ianaindex.IANA.Encoding(name)
	if err != nil || found == nil {
		return nil, function.NewArgErrorf(1, "no IANA name of a character encoding that Terraform supports")
	}
	return found, nil
}
