package syntax_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/syntax"
)

// same fails the test unless a text is parsed as hclsyntax parses it. It reports whether it was parsed without that.
func same(t *testing.T, text string) (quick bool) {
	t.Helper()
	body := syntax.Parse([]byte(text), "x.tf")
	if body == nil {
		return false
	}
	want, diags := hclsyntax.ParseConfig([]byte(text), "x.tf", hcl.InitialPos)
	if len(diags) > 0 {
		t.Errorf("%s\nis accepted, but: %v", shown(text), diags)
		return true
	}
	if !reflect.DeepEqual(body, want.Body) {
		t.Errorf("%s\ndiffers: %s", shown(text), difference(reflect.ValueOf(body), reflect.ValueOf(want.Body), "", 0))
	}
	return true
}

func shown(text string) string {
	if len(text) > 2000 {
		text = text[:2000] + "..."
	}
	return fmt.Sprintf("%q", text)
}

// difference tells where two values first differ, as far as it can.
func difference(x, y reflect.Value, path string, depth int) string {
	if x.IsValid() != y.IsValid() || x.IsValid() && x.Type() != y.Type() {
		return fmt.Sprintf("%s: got %v, want %v", path, x, y)
	}
	if !x.IsValid() || depth > 200 {
		return ""
	}
	switch x.Kind() {
	case reflect.Pointer, reflect.Interface:
		if x.IsNil() != y.IsNil() {
			return fmt.Sprintf("%s: got %v, want %v", path, x, y)
		}
		if x.Kind() == reflect.Pointer && x.Pointer() == y.Pointer() {
			return ""
		}
		return difference(x.Elem(), y.Elem(), path, depth+1)
	case reflect.Struct:
		for i := range x.NumField() {
			if d := difference(x.Field(i), y.Field(i), path+"."+x.Type().Field(i).Name, depth+1); d != "" {
				return d
			}
		}
	case reflect.Slice, reflect.Array:
		if x.Len() != y.Len() || x.Kind() == reflect.Slice && x.IsNil() != y.IsNil() {
			return fmt.Sprintf("%s: got %d elements (nil: %v), want %d (nil: %v)", path, x.Len(), x.Len() == 0, y.Len(), y.Len() == 0)
		}
		for i := range x.Len() {
			if d := difference(x.Index(i), y.Index(i), fmt.Sprintf("%s[%d]", path, i), depth+1); d != "" {
				return d
			}
		}
	case reflect.Map:
		for _, k := range y.MapKeys() {
			if d := difference(x.MapIndex(k), y.MapIndex(k), fmt.Sprintf("%s[%v]", path, k), depth+1); d != "" {
				return d
			}
		}
	case reflect.Int, reflect.Int8, reflect.Int32, reflect.Int64:
		return unequal(x.Int(), y.Int(), path)
	case reflect.Uint, reflect.Uint8, reflect.Uint32, reflect.Uint64:
		return unequal(x.Uint(), y.Uint(), path)
	case reflect.String:
		return unequal(x.String(), y.String(), path)
	case reflect.Bool:
		return unequal(x.Bool(), y.Bool(), path)
	}
	return ""
}

func unequal[T comparable](x, y T, path string) string {
	if x == y {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s: got %#v, want %#v", path, x, y))
}
