package source

import (
	"path"
	"slices"
)

// laid lists what overlays give each directory: files, and the directories that lead to them with a slash.
func laid(overlays map[string][]byte) map[string][]string {
	all := map[string][]string{}
	for name, data := range overlays {
		entry := path.Base(name)
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			if slices.Contains(all[dir], entry) {
				break
			}
			all[dir] = append(all[dir], entry)
			if entry = path.Base(dir) + "/"; data == nil || dir == path.Dir(dir) || path.Base(dir) == ".." {
				break // what is not there leads nowhere
			}
		}
	}
	return all
}

// laidOut reports whether overlays put a file at or below the directory.
func (t *Tree) laidOut(dir string) bool {
	dir = path.Clean(dir)
	return slices.ContainsFunc(t.laid[dir], func(entry string) bool {
		data, file := t.overlays[path.Join(dir, entry)]
		return !file || data != nil
	})
}

// overlaid adds the overlays' entries to those of a directory on the disk, takes away those that are not there, and sorts.
func (t *Tree) overlaid(dir string, names []string) []string {
	dir = path.Clean(dir)
	names = append(names, t.laid[dir]...)
	names = slices.DeleteFunc(names, func(entry string) bool {
		data, file := t.overlays[path.Join(dir, entry)]
		return file && data == nil
	})
	slices.Sort(names)
	return slices.Compact(names)
}
