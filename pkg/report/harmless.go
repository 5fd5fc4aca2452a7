package report

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode"
)

// What a format writes for the second hash of "##[" and "##vso[".
const (
	spaced = " #"
	inJSON = `\u0023`
	inXML  = "&#35;"
)

// harmless passes on what write writes, so that a runner of workflows finds no command in it: those of GitHub and Azure obey "##[command]" and
// "##vso[command]" wherever they stand in a line of the log.
func harmless(w io.Writer, hash string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	out := b.Bytes()
	if bytes.Contains(out, []byte("##")) {
		out = regexp.MustCompile(`(?i)##((?:vso)?\[)`).ReplaceAll(out, []byte("#"+hash+"$1"))
	}
	_, err := w.Write(out)
	return err
}

// lineHead is a text fit to begin a line: a runner takes "::error::" there for a command, after blanks too.
func lineHead(text string) string {
	if strings.HasPrefix(strings.TrimLeftFunc(text, unicode.IsSpace), "::") {
		return "./" + text
	}
	return text
}
