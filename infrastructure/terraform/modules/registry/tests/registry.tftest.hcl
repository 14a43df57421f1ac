mock_provider "aws" {}

run "images_stay_what_they_are" {
  assert {
    condition = alltrue([for repository in aws_ecr_repository.this :
    repository.image_tag_mutability == "IMMUTABLE" && repository.image_scanning_configuration[0].scan_on_push && !repository.force_delete])
    error_message = "a tag may move, is not scanned, or goes with its repository"
  }
  assert {
    condition     = join(" ", sort(keys(output.repository_urls))) == "keyspaces-streamer/operator keyspaces-streamer/streampod"
    error_message = "other repositories than the images have"
  }
}

run "brought" {
  variables {
    create = false
  }
  assert {
    condition     = length(output.repository_urls) == 0
    error_message = "a repository was made"
  }
}
