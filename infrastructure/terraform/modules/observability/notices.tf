# EKS tells that it will delete a pod which it could not evict for patching: https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-patching.html
resource "aws_cloudwatch_event_rule" "termination" {
  name        = "${var.name}-fargate-termination"
  description = "A pod on Fargate will be ended for patching"
  event_pattern = jsonencode({
    source        = ["aws.eks"]
    "detail-type" = ["EKS Fargate Pod Scheduled Termination"]
  })
}

resource "aws_cloudwatch_event_target" "termination" {
  rule      = aws_cloudwatch_event_rule.termination.name
  target_id = "topic"
  arn       = aws_sns_topic.this.arn
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Notices"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.termination.arn } }
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { ArnLike = { "aws:SourceArn" = "arn:*:cloudwatch:${var.region}:${var.account_id}:alarm:${var.name}-*" } }
      },
    ]
  })
}
