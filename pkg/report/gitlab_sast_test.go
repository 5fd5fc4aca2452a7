package report

import (
	"strings"
	"testing"
	"time"

	"github.com/xeipuuv/gojsonschema"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// sastDemands states what GitLab's schema 15.0 asks of the parts that a report of ours has.
const sastDemands = `{
  "definitions": {
    "text": {"type": "string", "minLength": 1},
    "tool": {
      "type": "object", "required": ["id", "name", "version", "vendor"],
      "properties": {
        "id": {"$ref": "#/definitions/text"}, "name": {"$ref": "#/definitions/text"}, "version": {"$ref": "#/definitions/text"},
        "url": {"type": "string", "pattern": "^https?://.+"},
        "vendor": {"type": "object", "required": ["name"], "properties": {"name": {"$ref": "#/definitions/text"}}}
      }
    },
    "time": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$"},
    "detail": {
      "oneOf": [
        {"required": ["value"], "properties": {"type": {"enum": ["text"]}, "value": {"type": "string"}}},
        {"required": ["items"], "properties": {"type": {"enum": ["list"]}, "items": {"type": "array", "items": {"$ref": "#/definitions/detail"}}}},
        {"required": ["file_name", "line_start"], "properties": {"type": {"enum": ["file-location"]}, "file_name": {"$ref": "#/definitions/text"}, "line_start": {"type": "integer"}, "line_end": {"type": "integer"}}}
      ],
      "required": ["type"]
    }
  },
  "type": "object",
  "required": ["version", "scan", "vulnerabilities"],
  "properties": {
    "version": {"type": "string", "pattern": "^15\\.[0-9]+\\.[0-9]+$"},
    "scan": {
      "type": "object", "required": ["analyzer", "scanner", "start_time", "end_time", "status", "type"],
      "properties": {
        "analyzer": {"$ref": "#/definitions/tool"}, "scanner": {"$ref": "#/definitions/tool"},
        "start_time": {"$ref": "#/definitions/time"}, "end_time": {"$ref": "#/definitions/time"},
        "status": {"enum": ["success", "failure"]}, "type": {"enum": ["sast"]},
        "messages": {"type": "array", "items": {"type": "object", "required": ["level", "value"], "properties": {"level": {"enum": ["info", "warn", "fatal"]}, "value": {"$ref": "#/definitions/text"}}}}
      }
    },
    "vulnerabilities": {
      "type": "array",
      "items": {
        "type": "object", "required": ["id", "identifiers", "location"],
        "properties": {
          "id": {"$ref": "#/definitions/text"},
          "name": {"type": "string", "maxLength": 255},
          "description": {"type": "string", "maxLength": 1048576},
          "severity": {"enum": ["Info", "Unknown", "Low", "Medium", "High", "Critical"]},
          "identifiers": {
            "type": "array", "minItems": 1,
            "items": {
              "type": "object", "required": ["type", "name", "value"],
              "properties": {"type": {"$ref": "#/definitions/text"}, "name": {"$ref": "#/definitions/text"}, "value": {"$ref": "#/definitions/text"}}
            }
          },
          "location": {"type": "object", "properties": {"file": {"type": "string"}, "start_line": {"type": "number"}, "end_line": {"type": "number"}, "class": {"type": "string"}}},
          "details": {"type": "object", "additionalProperties": {"allOf": [{"$ref": "#/definitions/detail"}, {"required": ["name"], "properties": {"name": {"$ref": "#/definitions/text"}}}]}},
          "tracking": {
            "required": ["type", "items"],
            "properties": {
              "type": {"enum": ["source"]},
              "items": {"type": "array", "items": {"required": ["signatures"], "properties": {"signatures": {"type": "array", "minItems": 1, "items": {"required": ["algorithm", "value"]}}}}}
            }
          }
        }
      }
    }
  }
}`

// sastErrors lists what is wrong with a SAST report, "" when nothing is.
func sastErrors(t *testing.T, report string) string {
	t.Helper()
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(sastDemands), gojsonschema.NewStringLoader(report))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range result.Errors() {
		all = append(all, e.String())
	}
	return strings.Join(all, "; ")
}

func TestSASTErrorsAreSeen(t *testing.T) {
	t.Parallel()
	good := write(t, "gitlab-sast", full(estate()), options(estate()))
	for old, bad := range map[string]string{`"sast"`: `"dast"`, `"High"`: `"high"`, `"text"`: `"prose"`, "T00:00:00": "T00:00:00Z", `"15.0.7"`: `"15"`} {
		if sastErrors(t, strings.ReplaceAll(good, old, bad)) == "" {
			t.Errorf("nobody minds %s", bad)
		}
	}
}

func TestSASTTellsWhenTheJobBegan(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", 2*60*60))
	got := write(t, "gitlab-sast", &lint.Result{}, Options{Began: began})
	if !strings.Contains(got, `"start_time": "2026-11-24T10:00:00"`) || !strings.Contains(got, `"end_time": "2026-11-24T10:00:00"`) {
		t.Errorf("got %s", got)
	}
}
