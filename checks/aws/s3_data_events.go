package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3DataEvents() []*check.Check {
	resources := []string{bucketType, trailType}
	return []*check.Check{
		{
			Name:      "aws-s3-object-writes-not-recorded",
			Title:     "Writes to objects leave no trace in CloudTrail",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: resources,
			Aliases: check.Aliases{
				Trivy:      []string{"AWS-0171"},
				KICS:       []string{"a8fc2180-b3ac-4c93-bd0d-a55b974e4b07"},
				Prowler:    []string{"cloudtrail_s3_dataevents_write_enabled"},
				ScoutSuite: []string{"cloudtrail-no-data-logging"},
				AWSConfig:  []string{"cloudtrail-all-write-s3-data-event-check", "cloudtrail-s3-dataevents-enabled"},
			},
			Run: notRecorded("writes", "WriteOnly", "false"),
		},
		{
			Name:      "aws-s3-object-reads-not-recorded",
			Title:     "Reads of objects leave no trace in CloudTrail",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: resources,
			Aliases: check.Aliases{
				Trivy:      []string{"AWS-0172"},
				KICS:       []string{"a8fc2180-b3ac-4c93-bd0d-a55b974e4b07"},
				Prowler:    []string{"cloudtrail_s3_dataevents_read_enabled"},
				ScoutSuite: []string{"cloudtrail-no-data-logging"},
				AWSConfig:  []string{"cloudtrail-all-read-s3-data-event-check"},
			},
			Run: notRecorded("reads", "ReadOnly", "true"),
		},
	}
}

const trailType = "aws_cloudtrail"

// notRecorded speaks of a trail when no trail that is declared records such events of any bucket, and of a bucket when some
// trail does for others. Without a trail in the configuration, it is kept elsewhere.
func notRecorded(what, mode, readOnly string) func(*check.Pass) {
	return func(p *check.Pass) {
		recorded := recordedObjects(p.Resource.Graph, mode, readOnly)
		switch {
		case p.Resource.Type == trailType:
			if len(recorded) == 0 {
				p.Report(p.Resource, "no trail here records %s of S3 objects; select data events of AWS::S3::Object", what)
			}
		case len(recorded) > 0 && !receivesTrail(p.Resource):
			covers := func(o objects) bool { return o.mayBeIn(p.Resource) }
			if !slices.ContainsFunc(recorded, covers) {
				p.Report(p.Resource, "trails record %s of other buckets, not of this one; add its ARN with a slash at the end", what)
			}
		}
	}
}

// receivesTrail reports that a trail is delivered to the bucket, which would record its own deliveries.
func receivesTrail(bucket *graph.Resource) bool {
	return len(namedBy(bucket, trailType, "s3_bucket_name").Sure) > 0
}

// objects are those that a trail records events of: all, or those whose ARN begins with one.
type objects struct {
	all bool
	arn graph.Value
}

func objectsUnder(arns []graph.Value) []objects {
	list := make([]objects, len(arns))
	for i, arn := range arns {
		list[i].arn = arn
	}
	return list
}

// mayBeIn reports that some of the objects may be in the bucket.
func (o objects) mayBeIn(bucket *graph.Resource) bool {
	if o.all {
		return true
	}
	text, known := o.arn.Text()
	if !known {
		buckets := o.arn.Refs(bucketType)
		return len(buckets) == 0 || slices.Contains(buckets, bucket)
	}
	name, named := bucket.Get("bucket").Text()
	return text == "arn:aws:s3" || text == "arn:aws:s3:::" || !named || strings.HasPrefix(text, "arn:aws:s3:::"+name+"/")
}

// recordedObjects returns the objects whose events of one kind the trails and event data stores may record.
func recordedObjects(g *graph.Graph, mode, readOnly string) []objects {
	var recorded []objects
	for _, r := range g.All(trailType, "aws_cloudtrail_event_data_store") {
		for _, selector := range r.Blocks("event_selector") {
			if !selector.Get("read_write_type").Or("All").NoneOf("All", mode) {
				recorded = append(recorded, selectedObjects(selector)...)
			}
		}
		for _, selector := range r.Blocks("advanced_event_selector") {
			recorded = append(recorded, advancedObjects(selector, readOnly)...)
		}
	}
	return recorded
}

func selectedObjects(selector *graph.Block) []objects {
	var arns []graph.Value
	for _, data := range selector.Blocks("data_resource") {
		if data.Get("type").IsNot("AWS::S3::Object") {
			continue
		}
		values := data.Get("values")
		if !values.IsCollection() {
			arns = append(arns, values)
		}
		arns = append(arns, values.Each()...)
	}
	return objectsUnder(arns)
}

// advancedObjects reads the fields of an advanced selector: the kind of resource, whether events read, and the ARNs.
func advancedObjects(selector *graph.Block, readOnly string) []objects {
	ofObjects, arns := false, []graph.Value(nil)
	for _, field := range selector.Blocks("field_selector") {
		name, equals := field.Get("field"), field.Get("equals")
		switch {
		case name.Is("resources.type"):
			ofObjects = !surelyWithout(equals, "AWS::S3::Object")
		case name.Is("readOnly") && surelyWithout(equals, readOnly):
			return nil
		case name.Is("resources.ARN"):
			arns = slices.Concat(arns, field.Get("starts_with").Each(), equals.Each())
		}
	}
	switch {
	case !ofObjects:
		return nil
	case len(arns) == 0:
		return []objects{{all: true}}
	}
	return objectsUnder(arns)
}

// surelyWithout reports that no element of the list can be the text.
func surelyWithout(list graph.Value, text string) bool {
	return list.IsCollection() && !slices.ContainsFunc(list.Each(), func(v graph.Value) bool { return !v.IsNot(text) })
}
