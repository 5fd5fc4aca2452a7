variable "actions" {
  type = list(string)
}

data "aws_iam_policy_document" "it" {
  statement {
    actions   = var.actions # want aws-iam-policy-full-admin "every action"
    resources = ["*"]
  }
}

output "json" {
  value = data.aws_iam_policy_document.it.json
}
