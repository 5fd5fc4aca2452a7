package schema

import (
	"bytes"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func sample() Definitions {
	object := cty.ObjectWithOptionalAttrs(map[string]cty.Type{"a": cty.String, "b": cty.Map(cty.Number)}, []string{"b"})
	inner := func() *Block {
		return &Block{Attributes: map[string]*Attribute{"size": {Type: cty.Number, Required: true}}}
	}
	return Definitions{
		Resource: {
			"t_one": {
				Attributes: map[string]*Attribute{
					"objects": {Type: cty.Map(object), Optional: true, Computed: true},
					"secret":  {Type: cty.Set(cty.List(cty.Bool)), Optional: true, Sensitive: true, Deprecated: true},
				},
				Blocks: map[string]*NestedBlock{
					"disk": {Block: inner(), Nesting: Map, MinItems: 1, MaxItems: 1, AsAttribute: true},
					"any":  {Block: &Block{Opaque: true}, Nesting: Single},
				},
			},
			"t_two": {Blocks: map[string]*NestedBlock{"disk": {Block: inner(), Nesting: List}}},
		},
		Data: {"t_one": {Attributes: map[string]*Attribute{"size": {Type: cty.DynamicPseudoType}}}},
	}
}

func TestWhatIsEncodedIsRead(t *testing.T) {
	t.Parallel()
	data, err := Encode("t", "1.0", sample())
	if err != nil {
		t.Fatal(err)
	}
	l := open(string(data))
	want := sample()
	if l.provider != "t" || l.version != "1.0" {
		t.Errorf("got %q %q", l.provider, l.version)
	}
	for kind, blocks := range want {
		for typeName, block := range blocks {
			same(t, typeName, l.find(Kind(kind), typeName), block)
		}
	}
	if l.find(Resource, "t_one").Blocks["disk"].Block != l.find(Resource, "t_two").Blocks["disk"].Block {
		t.Error("equal blocks are not shared")
	}
	if l.find(ProviderBlock, "t") != nil || l.find(Data, "t_two") != nil {
		t.Error("found what is not there")
	}
}

func same(t *testing.T, at string, got, want *Block) {
	t.Helper()
	if got == nil || len(got.Attributes) != len(want.Attributes) || len(got.Blocks) != len(want.Blocks) || got.Opaque != want.Opaque {
		t.Errorf("%s: got %+v, want %+v", at, got, want)
		return
	}
	for name, attribute := range want.Attributes {
		if other := got.Attributes[name]; other == nil || !other.Type.Equals(attribute.Type) || other.flags() != attribute.flags() {
			t.Errorf("%s.%s: got %+v, want %+v", at, name, other, attribute)
		}
	}
	for name, nested := range want.Blocks {
		other := got.Blocks[name]
		if other == nil || other.flags() != nested.flags() {
			t.Errorf("%s.%s: got %+v, want %+v", at, name, other, nested)
			continue
		}
		same(t, at+"."+name, other.Block, nested.Block)
	}
}

func TestEncodingIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	first, err := Encode("t", "1.0", sample())
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if again, _ := Encode("t", "1.0", sample()); !bytes.Equal(first, again) {
			t.Fatal("different bytes")
		}
	}
}

func TestEncodeRefusesTypesThatNoProviderHas(t *testing.T) {
	t.Parallel()
	definitions := Definitions{Resource: {"t_one": {Attributes: map[string]*Attribute{"a": {Type: cty.EmptyTuple}}}}}
	if _, err := Encode("t", "1.0", definitions); err == nil {
		t.Error("no error")
	}
}
