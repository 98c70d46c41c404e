using './main.bicep'

param namePrefix = readEnvironmentVariable('IVR_NAME_PREFIX', 'ivr')
