package report

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
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
	c := &commandless{w: w, hash: hash}
	b := bufio.NewWriterSize(c, 64<<10)
	if err := write(b); err != nil {
		return err
	}
	return errors.Join(b.Flush(), c.flush())
}

// commandless passes text on without the commands in it.
type commandless struct {
	w    io.Writer
	hash string
	held []byte // the end of the text so far, where that may become a command
}

func (c *commandless) Write(p []byte) (int, error) {
	text := slices.Concat(c.held, p)
	until := len(text)
	if at := bytes.LastIndexByte(text, '#'); at >= 0 && until-at < len("#vso[") {
		until = at
		if at > 0 && text[at-1] == '#' {
			until--
		}
	}
	_, err := c.w.Write(withoutCommands(text[:until], c.hash))
	c.held = text[until:]
	return len(p), err
}

func (c *commandless) flush() error {
	_, err := c.w.Write(withoutCommands(c.held, c.hash))
	return err
}

func withoutCommands(text []byte, hash string) []byte {
	if !bytes.Contains(text, []byte("##")) {
		return text
	}
	return regexp.MustCompile(`(?i)##((?:vso)?\[)`).ReplaceAll(text, []byte("#"+hash+"$1"))
}

// Lines makes a text of several lines fit for a terminal and the log of a workflow, where no format does: what an error says, or a diff. Line ends and
// tabs stay; what else acts is escaped, and so is the first character of what a runner would take for a command.
func Lines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		content := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		end := line[len(content):]
		if end == "\r" { // of no line end
			content, end = line, ""
		}
		parts := strings.Split(content, "\t")
		for i := range parts {
			parts[i] = Escape(parts[i])
		}
		content = strings.Join(parts, "\t")
		if bare := strings.TrimLeftFunc(content, unicode.IsSpace); strings.HasPrefix(bare, "::") {
			content = content[:len(content)-len(bare)] + `\x3a` + bare[1:]
		}
		b.Write(withoutCommands([]byte(content), `\x23`))
		b.WriteString(end)
	}
	return b.String()
}

// lineHead is a text fit to begin a line: a runner takes "::error::" there for a command, after blanks too.
func lineHead(text string) string {
	if strings.HasPrefix(strings.TrimLeftFunc(text, unicode.IsSpace), "::") {
		return "./" + text
	}
	return text
}
