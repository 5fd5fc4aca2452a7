package revision

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/demarc-lint/demarc/pkg/source"
)

// maxPatch is the size in bytes over which a patch is not read.
const maxPatch = 64 << 20

// FromPatch returns what differed before a unified diff was applied to the tree; the names in it are relative to top. A patch that does not
// lead to what the tree holds is an error.
func FromPatch(tree *source.Tree, top string, patch io.Reader) (map[string][]byte, error) {
	text, err := io.ReadAll(io.LimitReader(patch, maxPatch+1))
	if err != nil {
		return nil, fmt.Errorf("the diff cannot be read: %w", err)
	}
	if len(text) > maxPatch {
		return nil, fmt.Errorf("the diff is larger than %d MiB", maxPatch>>20)
	}
	files, preamble, err := gitdiff.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("the diff cannot be read: %w", err)
	}
	if len(files) == 0 && strings.TrimSpace(preamble) != "" {
		return nil, errors.New("what was given is no unified diff")
	}
	before := map[string][]byte{}
	git := bytes.Contains(text, []byte("diff --git "))
	for _, f := range files {
		if !git {
			strip(f)
		}
		if err := undo(tree, top, f, before); err != nil {
			return nil, err
		}
	}
	return before, nil
}

// undo puts into before how the files were that one part of a patch concerns.
func undo(tree *source.Tree, top string, f *gitdiff.File, before map[string][]byte) error {
	oldName, newName := f.OldName, f.NewName
	if oldName != "" && !isLocal(oldName) || newName != "" && !isLocal(newName) {
		return fmt.Errorf("the diff names a file outside of the repository: %q", cmp.Or(newName, oldName))
	}
	var now []byte
	if newName != "" {
		full := path.Join(top, newName)
		data, err := tree.Read(full)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("the diff does not lead to what is there: %s is missing; names are relative to the repository's top", full)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", full, err)
		}
		now = data
		if !f.IsCopy {
			if _, ok := before[full]; !ok {
				before[full] = nil
			}
		}
	}
	if oldName == "" {
		return nil
	}
	then, err := apply(reversed(f), now)
	if err != nil && bytes.Contains(now, []byte("\r\n")) { // git checks out such line ends where it is told to, and leaves them out of its diffs
		then, err = apply(reversed(f), bytes.ReplaceAll(now, []byte("\r\n"), []byte("\n")))
	}
	if err != nil {
		return fmt.Errorf("the diff does not lead to what is there: %s: %w", path.Join(top, newName), err)
	}
	before[path.Join(top, oldName)] = then
	return nil
}

func apply(f *gitdiff.File, text []byte) ([]byte, error) {
	var out bytes.Buffer
	err := gitdiff.Apply(&out, bytes.NewReader(text), f)
	return append([]byte{}, out.Bytes()...), err
}

// strip takes away what diff, used as git uses it, puts before names where git's own header does not say so.
func strip(f *gitdiff.File) {
	for _, name := range []*string{&f.OldName, &f.NewName} {
		if strings.HasPrefix(*name, "a/") || strings.HasPrefix(*name, "b/") {
			*name = (*name)[2:]
		}
	}
}

func isLocal(name string) bool {
	clean := path.Clean(name)
	return !path.IsAbs(clean) && clean != ".." && !strings.HasPrefix(clean, "../") && !strings.Contains(name, "\\")
}

// reversed is the part of a patch that leads from the new file to the old one.
func reversed(f *gitdiff.File) *gitdiff.File {
	back := &gitdiff.File{
		OldName: f.NewName, NewName: f.OldName, IsNew: f.IsDelete, IsDelete: f.IsNew, IsRename: f.IsRename,
		IsBinary: f.IsBinary, BinaryFragment: f.ReverseBinaryFragment, ReverseBinaryFragment: f.BinaryFragment,
	}
	for _, t := range f.TextFragments {
		b := *t
		b.OldPosition, b.OldLines, b.NewPosition, b.NewLines = t.NewPosition, t.NewLines, t.OldPosition, t.OldLines
		if b.OldLines == 0 {
			b.OldPosition++ // of no lines, the position is that of the line before them, which the library does not know
		}
		b.NewPosition = max(1, b.NewPosition) // 0 would say that the file goes
		b.LinesAdded, b.LinesDeleted = t.LinesDeleted, t.LinesAdded
		b.Lines = nil
		for _, l := range t.Lines {
			switch l.Op {
			case gitdiff.OpAdd:
				l.Op = gitdiff.OpDelete
			case gitdiff.OpDelete:
				l.Op = gitdiff.OpAdd
			}
			b.Lines = append(b.Lines, l)
		}
		back.TextFragments = append(back.TextFragments, &b)
	}
	return back
}
