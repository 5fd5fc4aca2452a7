package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

var errLink = errors.New("it is a symbolic link")

// writeReport writes a report into a file. What is linted may be a stranger's change, and bring a link of the report's name that leads to a file of
// the user's: a link is refused, and so is one on the way that leads out of the working directory, unless the name itself does.
func writeReport(name string, data []byte) error {
	name = filepath.FromSlash(name)
	if !filepath.IsLocal(name) {
		info, err := os.Lstat(name)
		if err == nil && linked(info) && !device(name) {
			return &fs.PathError{Op: "write", Path: name, Err: errLink}
		}
		return os.WriteFile(name, data, 0o644) //nolint:gosec // a report is for others to read
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		return err
	}
	if info, err := root.Lstat(name); err == nil && linked(info) {
		return errors.Join(&fs.PathError{Op: "write", Path: name, Err: errLink}, root.Close())
	}
	return errors.Join(root.WriteFile(name, data, 0o644), root.Close())
}

func linked(info fs.FileInfo) bool { return info.Mode()&fs.ModeSymlink != 0 }

// device reports a name such as /dev/stderr or /dev/fd/63, a link that the system makes.
func device(name string) bool { return strings.HasPrefix(filepath.Clean(name), "/dev/") }
