package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"
)

// hostileBytes are files that are no text, or a text of another kind.
func hostileBytes() []hostileCase {
	return []hostileCase{
		one("invalid UTF-8", "resource \"aws_db_instance\" \"\xff\xfe\" {\n  name = \"\xc3\x28\"\n}\n", "*"),
		one("UTF-16", wide(public("true")), "*"),
		one("byte order mark", "\xef\xbb\xbf"+public("true"), ""),
		one("carriage returns and line feeds", strings.ReplaceAll(public("true"), "\n", "\r\n"), ""),
		one("carriage returns", strings.ReplaceAll(public("true"), "\n", "\r"), "*"),
		one("NUL", "\x00\x00", "*"),
		one("UTF-16, big end first", swapped(wide(public("true"))), "*"),
		one("NUL in a text", public("\"\x00\""), ""),
		one("binary", strings.Repeat("\x7fELF\x02\x01\x00\xff", 10_000), "*"),
		jsonCase("binary as JSON", strings.Repeat("\x7fELF\x02\x01\x00\xff", 10_000), "*"),
		one("empty", "", ""),
		jsonCase("empty as JSON", "", "*"),
		{name: "names", never: "\n::error::", files: map[string]string{
			"a\nb.tf": public("true"), "\x1b[31mred.tf": strings.Replace(public("true"), `"x"`, `"y"`, 1), "\n::error::z.tf": strings.Replace(public("true"), `"x"`, `"z"`, 1),
			"\u202ertl.tf": strings.Replace(public("true"), `"x"`, `"é"`, 1), "größe.tf": strings.Replace(public("true"), `"x"`, `"größe"`, 1),
		}},
		one("keys", "resource \"aws_db_instance\" \"y\" {\n  for_each            = toset([\"a\\n::error::boo\\u001b[31m\", \"\\u202e\"])\n  publicly_accessible = true\n}\n", ""),
	}
}

func wide(text string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out.WriteByte(byte(unit))
		out.WriteByte(byte(unit >> 8))
	}
	return out.String()
}

func swapped(text string) string {
	out := []byte(text)
	for i := 0; i+1 < len(out); i += 2 {
		out[i], out[i+1] = out[i+1], out[i]
	}
	return string(out)
}

const noDirectory = "Directory cannot be read"

// hostileFiles are not files, or not the repository's.
func hostileFiles() []hostileCase {
	const (
		secret      = "root:x:0:0"
		noInstalled = "Installed modules cannot be read"
	)
	linked := func(name, file, target, text, over string) hostileCase {
		return hostileCase{name: name, files: map[string]string{"x.tf": text}, links: map[string]string{file: target}, over: over, never: secret}
	}
	pipe := func(name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
				t.Skip("no named pipes here: ", err)
			}
		}
	}
	modules := func(name, text, over string) hostileCase {
		call := "module \"a\" {\n  source = \"x/y/z\"\n}\nmodule \"b\" {\n  source = \"x/y/z\"\n}\n"
		return hostileCase{name: name, never: secret, over: over, files: map[string]string{".terraform/modules/modules.json": text, "x.tf": call}}
	}
	return []hostileCase{
		{name: "a pipe", make: pipe("x.tf"), over: "*"},
		{name: "a pipe as variables", make: pipe("terraform.tfvars"), over: "*"},
		{name: "a pipe as ignored files", make: pipe(".gitignore")},
		{name: "a pipe as installed modules", files: map[string]string{"x.tf": "module \"a\" {\n  source = \"x/y/z\"\n}\n"}, over: noInstalled, make: func(t *testing.T, dir string) {
			t.Helper()
			if err := os.MkdirAll(filepath.Join(dir, ".terraform/modules"), 0o700); err != nil {
				t.Fatal(err)
			}
			pipe(".terraform/modules/modules.json")(t, dir)
		}},
		{name: "a pipe in file()", make: pipe("p"), files: map[string]string{"x.tf": public(`file("p")`)}},
		{name: "a socket", over: "*", make: func(t *testing.T, dir string) {
			t.Helper()
			short, err := os.MkdirTemp("", "s") //nolint:usetesting // a socket's path may be no longer than 100 bytes
			if err != nil {
				t.Fatal(err)
			}
			defer os.Remove(short)
			if _, err := new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(short, "s")); err != nil {
				t.Skip("no sockets here: ", err)
			}
			if err := os.Rename(filepath.Join(short, "s"), filepath.Join(dir, "x.tf")); err != nil {
				t.Fatal(err)
			}
		}},
		linked("a device", "y.tf", "/dev/zero", "", "*"),
		linked("a dangling link", "y.tf", "nowhere", "", "*"),
		linked("a link of itself", "y.tf", "y.tf", "", "*"),
		linked("a link to passwords as configuration", "y.tf", "/etc/passwd", "", "*"),
		{name: "directories within each other", over: noDirectory, make: func(t *testing.T, dir string) {
			t.Helper()
			if err := os.MkdirAll(filepath.Join(dir, strings.Repeat("d/", 1_500)), 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "a directory with a file's name", make: func(t *testing.T, dir string) {
			t.Helper()
			if err := os.Mkdir(filepath.Join(dir, "x.tf"), 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "an unreadable file", over: "*", make: func(t *testing.T, dir string) {
			t.Helper()
			if os.Geteuid() == 0 {
				t.Skip("the superuser reads every file")
			}
			if err := os.WriteFile(filepath.Join(dir, "x.tf"), []byte(public("true")), 0); err != nil {
				t.Fatal(err)
			}
		}},
		modules("modules.json that nests", `{"Modules":`+strings.Repeat("[", 1_000_000), noInstalled),
		{name: "variables that loop", files: map[string]string{
			"terraform.tfvars": "a = [for a in [" + strings.Repeat("1,", 100) + "] : [for b in [" + strings.Repeat("1,", 100) + "] : [for c in [" + strings.Repeat("1,", 1000) + "] : [for c in [" + strings.Repeat("1,", 1000) + "] : c]]]]\n",
			"x.tf":             "variable \"a\" {}\n" + public("length(var.a) > 1"),
		}, over: "*"},
	}
}
