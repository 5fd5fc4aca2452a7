package secret

import (
	"slices"
	"strings"
)

// tool is a command that takes a password on its command line under a flag that does not say so.
type tool struct {
	name   string
	flag   string
	joined bool // the value follows the flag without a space
}

// tools are sorted so that the flags of one command stand together.
var tools = [...]tool{
	{"mysql", "-p", true},
	{"mysqldump", "-p", true},
	{"mysqladmin", "-p", true},
	{"mariadb", "-p", true},
	{"sshpass", "-p", true},
	{"sshpass", "-p", false},
	{"docker", "-p", false},
	{"podman", "-p", false},
	{"redis-cli", "-a", false},
	{"ldapsearch", "-w", false},
	{"smbclient", "-U", false},
	{"curl", "-u", false},
	{"curl", "--user", false},
}

// passed returns the passwords that a line passes to a command: by a flag that names them (--password hunter2), by a tool's
// own flag, or to chpasswd.
func passed(line string) []Secret {
	if comment(line) || !strings.ContainsAny(line, "-|:") {
		return nil
	}
	words := shellWords(line)
	var found []Secret
	var within []tool // flags of the command that the line named last
	for i, w := range words {
		word := line[w.start:w.end]
		if named := toolsNamed(word); named != nil {
			within = named
		}
		if s, ok := flagged(line, words, i, within); ok {
			found = append(found, s)
		}
	}
	return append(found, piped(line, words)...)
}

// toolsNamed returns the flags of the command that a word names.
func toolsNamed(word string) []tool {
	name := word[strings.LastIndexByte(word, '/')+1:]
	first := slices.IndexFunc(tools[:], func(t tool) bool { return t.name == name })
	if first < 0 {
		return nil
	}
	last := first
	for last < len(tools) && tools[last].name == name {
		last++
	}
	return tools[first:last]
}

// flagged returns the password that the flag at words[i] takes.
func flagged(line string, words []extent, i int, within []tool) (Secret, bool) {
	word := line[words[i].start:words[i].end]
	if !strings.HasPrefix(word, "-") {
		return Secret{}, false
	}
	next := extent{}
	if i+1 < len(words) {
		next = words[i+1]
	}
	name := strings.TrimLeft(word, "-")
	if kind, ok := kindOf(name); ok && len(name) > 2 && nameLength(name) == len(name) {
		return valueOf(line, next, kind, name)
	}
	for _, t := range within {
		switch {
		case t.joined && len(word) > len(t.flag) && strings.HasPrefix(word, t.flag) && !strings.HasPrefix(word, "--"):
			return valueOf(line, extent{words[i].start + len(t.flag), words[i].end}, Password, t.flag)
		case !t.joined && word == t.flag:
			return valueOf(line, afterColon(line, next, t.name), Password, t.flag)
		}
	}
	return Secret{}, false
}

// afterColon leaves the password of user:password where the tool takes both in one.
func afterColon(line string, e extent, name string) extent {
	if name != "curl" && name != "smbclient" {
		return e
	}
	n := strings.IndexAny(line[e.start:e.end], ":%")
	if n < 0 {
		return extent{}
	}
	return extent{e.start + n + 1, e.end}
}

func valueOf(line string, e extent, kind Kind, name string) (Secret, bool) {
	if n := e.end - e.start; n >= 2 && strings.IndexByte(`'"`, line[e.start]) >= 0 && line[e.end-1] == line[e.start] {
		e = extent{e.start + 1, e.end - 1}
	}
	value := line[e.start:e.end]
	if strings.HasPrefix(value, "-") || strings.ContainsAny(value, "()|;") || !literal(kind, value) {
		return Secret{}, false
	}
	return Secret{Kind: kind, Name: name, Start: e.start, End: e.end}, true
}

// piped returns the password in user:password that is echoed into chpasswd.
func piped(line string, words []extent) []Secret {
	end := slices.IndexFunc(words, func(w extent) bool { return line[w.start:w.end] == "chpasswd" })
	for _, w := range words[:max(end, 0)] {
		word := strings.Trim(line[w.start:w.end], `'"`)
		user, password, ok := strings.Cut(word, ":")
		if !ok || user == "" || !literal(Password, password) {
			continue
		}
		start := w.start + strings.Index(line[w.start:w.end], password)
		return []Secret{{Kind: Password, Name: user, Start: start, End: start + len(password)}}
	}
	return nil
}

// shellWords splits a line at its spaces; a quoted word is one, quotes included.
func shellWords(line string) []extent {
	var words []extent
	for at := skip(line, 0, " \t\r"); at < len(line); at = skip(line, at, " \t\r") {
		end := at
		if q := line[at]; q == '"' || q == '\'' {
			end = at + 1 + lengthTo(line[at+1:], string(q))
			end = min(end+1, len(line))
		}
		end += lengthTo(line[end:], " \t\r")
		words = append(words, extent{at, end})
		at = end
	}
	return words
}
