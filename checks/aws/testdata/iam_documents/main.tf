# A document is judged where it is written, once, however many policies take it over.
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Everything"
    actions   = ["*"] # want aws-iam-policy-full-admin "every action"
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "taken_over" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
}

resource "aws_iam_policy" "taken_over" {
  name   = "taken-over"
  policy = data.aws_iam_policy_document.taken_over.json
}

# A statement that a later one of the same Sid replaces grants nothing here; it does in its own document.
data "aws_iam_policy_document" "replaced" {
  override_policy_documents = [data.aws_iam_policy_document.harmless.json]

  statement {
    sid       = "Everything"
    actions   = ["*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "harmless" {
  statement {
    sid       = "Everything"
    actions   = ["s3:ListAllMyBuckets"]
    resources = ["*"]
  }
}

# Through a module and back.
module "policy" {
  source  = "./module"
  actions = ["*"] # the element is written here
}

resource "aws_iam_role_policy" "from_module" {
  role   = "app"
  policy = module.policy.json
}

# A boundary grants nothing.
resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
  permissions_boundary = aws_iam_policy.boundary.arn
}

# Nor does a part of a service control policy.
data "aws_iam_policy_document" "allow_all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "control" {
  source_policy_documents = [data.aws_iam_policy_document.allow_all.json]

  statement {
    effect    = "Deny"
    actions   = ["organizations:LeaveOrganization"]
    resources = ["*"]
  }
}

resource "aws_organizations_policy" "control" {
  name    = "control"
  content = data.aws_iam_policy_document.control.json
}

# Who sends the request, when and how does not change what is granted; which resources does.
resource "aws_iam_policy" "conditions" {
  name = "conditions"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "*" # want aws-iam-policy-full-admin "every action"
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Effect    = "Allow"
        Action    = "*"
        Resource  = "*"
        Condition = { "ForAnyValue:StringEquals" = { "aws:CalledVia" = "cloudformation.amazonaws.com" } }
      },
      {
        Effect    = "Allow"
        Action    = "*"
        Resource  = "*"
        Principal = "*"
      },
    ]
  })
}

# Inline policies of a role, of a permission set, and statements that a loop makes.
resource "aws_iam_role" "inline" {
  name               = "inline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })

  inline_policy {
    name = "all"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [for action in ["*"] : {
        Effect   = "Allow"
        Action   = action # want aws-iam-policy-full-admin "every action"
        Resource = "*"
      }]
    })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "all" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1111222233334444"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444"

  inline_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = ["s3:*", "*:*"], Resource = ["arn:aws:s3:::b", "*"] } # want aws-iam-policy-full-admin "every action"
  })
}
