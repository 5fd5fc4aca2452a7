package eval

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/demarc-lint/demarc/pkg/source"
)

// Files is how functions read the repository. Paths are as the configuration writes them: absolute, or relative to the
// directory of the root module. Whoever implements it confines reads to the repository and bounds them.
//
// An error that is fs.ErrNotExist says that there is no such file. One that is fs.ErrPermission says that what is there is
// not for demarc to see, such as a file outside the repository: the call is unknown then. source.ErrTooLarge is a budget
// exceeded. Any other error, such as that of a directory, is the error of the call.
type Files interface {
	// ReadFile is the content of a regular file.
	ReadFile(path string) ([]byte, error)
	// Exists tells whether there is a regular file; it has an error if there is something else.
	Exists(path string) (bool, error)
	// List is every regular file below a directory, slash-separated and relative to it, in any order. What is no directory
	// is fs.ErrNotExist.
	List(directory string) ([]string, error)
	// Abs is a path made absolute, or "" if results shall not depend on where the repository lies.
	Abs(path string) string
}

// fileFunctions read files, or treat their paths.
func fileFunctions(files Files) map[string]function.Function {
	table := map[string]function.Function{
		"abspath": guarded(pathFunction(cty.String, func(p string) (cty.Value, error) {
			return absolutePath(files, p), nil
		})),
		"basename":   guarded(stringsFunction(cty.String, baseName, "path")),
		"dirname":    guarded(stringsFunction(cty.String, dirName, "path")),
		"file":       guarded(contentFunction(files, utf8Content)),
		"filebase64": guarded(contentFunction(files, base64Content)),
		"fileexists": guarded(pathFunction(cty.Bool, func(p string) (cty.Value, error) {
			found, err := files.Exists(p)
			return seen(cty.BoolVal(found), err)
		})),
		"fileset":    guarded(fileSetFunction(files)),
		"pathexpand": guarded(pathFunction(cty.String, expandPath)),
	}
	for name, digest := range digests() {
		hashed := "file" + name
		table[hashed] = guarded(contentFunction(files, func(b []byte) (cty.Value, error) {
			return cty.StringVal(digest(b)), nil
		}))
	}
	return table
}

// unseen are the files of a run that shall read none.
type unseen struct{}

func (unseen) ReadFile(string) ([]byte, error) { return nil, fs.ErrPermission }
func (unseen) Exists(string) (bool, error)     { return false, fs.ErrPermission }
func (unseen) List(string) ([]string, error)   { return nil, fs.ErrPermission }
func (unseen) Abs(string) string               { return "" }

// seen is a value read from a file, or an unknown in its place.
func seen(v cty.Value, err error) (cty.Value, error) {
	switch {
	case errors.Is(err, source.ErrTooLarge):
		return cty.NilVal, tooMuch("a file is larger than %d MiB", source.MaxFileSize>>20)
	case errors.Is(err, fs.ErrPermission):
		return cty.UnknownVal(v.Type()), nil
	case err != nil:
		return cty.NilVal, argumentError(0, err)
	}
	return v, nil
}

// pathFunction is a function of one path. A path in the home of whoever runs Terraform is never for us to see.
func pathFunction(ty cty.Type, impl func(path string) (cty.Value, error)) function.Function {
	return stringsFunction(ty, func(args []string) (cty.Value, error) {
		if strings.HasPrefix(args[0], "~") {
			if err := homePath(args[0]); err != nil {
				return cty.NilVal, err
			}
			return cty.UnknownVal(ty), nil
		}
		return impl(args[0])
	}, "path")
}

// homePath refuses what Terraform refuses: the home of another user.
func homePath(p string) error {
	if p != "~" && p[1] != '/' && p[1] != '\\' {
		return function.NewArgErrorf(0, "the home directory of another user cannot be expanded")
	}
	return nil
}

func contentFunction(files Files, impl func([]byte) (cty.Value, error)) function.Function {
	return pathFunction(cty.String, func(p string) (cty.Value, error) {
		content, err := files.ReadFile(p)
		if err != nil {
			return seen(cty.StringVal(""), err)
		}
		return impl(content)
	})
}

func utf8Content(b []byte) (cty.Value, error) {
	if !utf8.Valid(b) {
		return cty.NilVal, function.NewArgErrorf(0, "the file is not UTF-8 text; filebase64 reads any")
	}
	return cty.StringVal(string(b)), nil
}

func base64Content(b []byte) (cty.Value, error) {
	return cty.StringVal(base64.StdEncoding.EncodeToString(b)), nil
}

func baseName(args []string) (cty.Value, error) {
	return cty.StringVal(path.Base(args[0])), nil
}

func dirName(args []string) (cty.Value, error) {
	return cty.StringVal(path.Dir(args[0])), nil
}

func expandPath(p string) (cty.Value, error) {
	return cty.StringVal(p), nil
}

func absolutePath(files Files, p string) cty.Value {
	if path.IsAbs(p) {
		return cty.StringVal(path.Clean(p))
	}
	absolute := files.Abs(p)
	if absolute == "" {
		return cty.UnknownVal(cty.String)
	}
	return cty.StringVal(absolute)
}

// fileSetFunction is the files below a directory whose paths match a pattern.
func fileSetFunction(files Files) function.Function {
	return stringsFunction(cty.Set(cty.String), func(args []string) (cty.Value, error) {
		unknown := cty.UnknownVal(cty.Set(cty.String))
		if strings.HasPrefix(args[0], "~") {
			return unknown, homePath(args[0])
		}
		return fileSet(files, args[0], path.Join(args[0], args[1]))
	}, "path", "pattern")
}

// fileSet matches the pattern as a whole, directory included, and names what it finds from the directory.
func fileSet(files Files, directory, pattern string) (cty.Value, error) {
	const mostAlternatives = 8
	if strings.Count(pattern, "{") > mostAlternatives {
		return cty.NilVal, tooMuch("a file pattern has more than %d sets of alternatives", mostAlternatives)
	}
	pattern = strings.ReplaceAll(pattern, "[!", `[\!`) // no negation to Terraform
	if !doublestar.ValidatePattern(pattern) {
		return cty.NilVal, function.NewArgErrorf(1, "is no valid file pattern")
	}
	base, pattern := doublestar.SplitPattern(pattern)
	names, err := files.List(base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return cty.SetValEmpty(cty.String), nil
	case err != nil:
		return seen(cty.SetValEmpty(cty.String), err)
	}
	var matched []cty.Value
	for _, name := range names {
		if !doublestar.MatchUnvalidated(pattern, name) {
			continue
		}
		relative, err := filepath.Rel(directory, path.Join(base, name))
		if err != nil {
			return cty.NilVal, err
		}
		matched = append(matched, cty.StringVal(filepath.ToSlash(relative)))
	}
	if len(matched) == 0 {
		return cty.SetValEmpty(cty.String), nil
	}
	return cty.SetVal(matched), nil
}
