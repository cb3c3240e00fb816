# What the product does with Amazon's services: its files, its bell, and its master key.

data "aws_iam_policy_document" "product" {
  statement {
    sid       = "Files"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${module.files.arn}/*"]
  }

  # Without it a file that is gone would look like one that may not be read.
  statement {
    sid       = "ListFiles"
    actions   = ["s3:ListBucket"]
    resources = [module.files.arn]
  }

  statement {
    sid       = "EncryptFiles"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [module.keys.data_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.region}.amazonaws.com"]
    }
  }

  statement {
    sid = "Bell"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ]
    resources = module.queue.arns
  }

  # For the one purpose that the product names, and nothing else.
  statement {
    sid       = "MasterKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [module.keys.master_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:nwassik"
      values   = ["master key"]
    }
  }
}
