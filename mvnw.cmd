@echo off
rem Runs the Maven release that .mvn\wrapper\maven-wrapper.properties names. JAVA_HOME must name a JDK 25 or newer.
setlocal
set "ROOT=%~dp0"
if not defined JAVA_HOME (
  echo no Java 25 found: install a JDK 25 ^(for example Eclipse Temurin 25^) and set JAVA_HOME to its folder 1>&2
  exit /b 1
)
for /f "usebackq tokens=1,* delims==" %%a in ("%ROOT%.mvn\wrapper\maven-wrapper.properties") do (
  if "%%a"=="distributionUrl" set "URL=%%b"
  if "%%a"=="distributionSha256Sum" set "SUM=%%b"
)
for %%f in ("%URL:/=\%") do set "FILE=%%~nxf"
set "NAME=%FILE:-bin.tar.gz=%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists"
if exist "%DISTS%\%NAME%\bin\mvn.cmd" goto run
if not exist "%DISTS%" mkdir "%DISTS%"
echo mvnw: downloading %NAME% 1>&2
curl -fsSL -o "%DISTS%\%FILE%" "%URL%" || exit /b 1
certutil -hashfile "%DISTS%\%FILE%" SHA256 | findstr /i /x "%SUM%" >nul || (
  echo mvnw: %URL% has not the checksum that .mvn\wrapper\maven-wrapper.properties names 1>&2
  del "%DISTS%\%FILE%"
  exit /b 1
)
tar -C "%DISTS%" -xzf "%DISTS%\%FILE%" || exit /b 1
del "%DISTS%\%FILE%"
:run
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
"%DISTS%\%NAME%\bin\mvn.cmd" %*
