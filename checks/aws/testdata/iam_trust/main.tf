# Federation by reference, by variable part and by data source.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "references" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn] # want aws-iam-role-github-open "no condition on"
    }
  }

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [data.aws_iam_openid_connect_provider.github.arn] # want aws-iam-role-github-open "no condition on"
    }
  }

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type = "Federated"
      identifiers = [
        "arn:aws:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com", # want aws-iam-role-github-open "no condition on"
      ]
    }
  }

  # A provider of one's own is not everybody's.
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"]
    }
  }
}

# What holds a GitHub token to an owner and what does not.
data "aws_iam_policy_document" "subjects" {
  dynamic "statement" {
    for_each = {
      StringLike                 = "repo:*/app:*"
      StringEquals               = "environment:prod"
      "ForAnyValue:StringLike"   = "*"
      StringEqualsIgnoreCase     = "repo:acme/app:ref:x"
      "ForAnyValue:StringEquals" = "job_workflow_ref:acme/deploy/.github/workflows/w.yml@refs/heads/main"
    }

    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [aws_iam_openid_connect_provider.github.arn]
      }

      condition {
        test     = statement.key
        variable = "token.actions.githubusercontent.com:sub"
        values   = [statement.value] # want aws-iam-role-github-open "\"\*\" does not" "environment:prod" "repo:\*/app"
      }
    }
  }

  # A condition that holds for tokens without the claim holds nobody.
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn] # want aws-iam-role-github-open "no condition on"
    }

    condition {
      test     = "ForAllValues:StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:acme/app:*"]
    }
  }

  # Another claim of the same token will do.
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:repository_owner_id"
      values   = ["1234567"]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:*"]
    }
  }
}

# A role whose trust is a document is judged at the document.
resource "aws_iam_role" "anyone" {
  name               = "anyone"
  assume_role_policy = data.aws_iam_policy_document.anyone.json
}

data "aws_iam_policy_document" "anyone" {
  statement {
    actions = ["sts:*"]

    principals {
      type        = "AWS"
      identifiers = ["*"] # want aws-iam-role-trusts-anyone "no condition says whose"
    }

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:role/deploy"]
    }
  }
}
