// The built-in roles that are assigned here, and nothing else. Why each is needed: test/infra/roles.test.ts.

@export()
var roleIds = {
  cognitiveServicesSpeechUser: 'f2dc8367-1007-4938-bd23-fe263f013447'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

@export()
@description('A role that roleIds names.')
type role = 'cognitiveServicesSpeechUser'
  | 'durableTaskDataContributor'
  | 'monitoringMetricsPublisher'
  | 'storageBlobDataContributor'
  | 'storageBlobDataOwner'
  | 'storageQueueDataContributor'
  | 'storageTableDataContributor'
