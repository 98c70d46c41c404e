// First of all: the identity of the app. The registration of the bot trusts it (infra/identity), and the app is set up
// with that registration (infra/main.bicep), so it is there before both. infra/main.bicep has it too, and changes nothing.

@description('Region of the identity.')
param location string = resourceGroup().location

@description('How the names of all resources begin: the same as in infra/main.bicep.')
@minLength(2)
@maxLength(8)
param namePrefix string = 'ivr'

@description('Tags of the resource.')
param tags { *: string } = {}

module identity '../modules/app-identity.bicep' = {
  params: {
    location: location
    namePrefix: namePrefix
    tags: tags
  }
}

@description('Object id of the identity: what infra/identity asks for.')
output APP_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Name of the identity.')
output APP_IDENTITY_NAME string = identity.outputs.name
