@echo off
rem Runs the berkeley command on Windows: from a distribution, or from a checkout, which it builds where there is no build.
rem
rem   JAVA_HOME       which Java to use (17 or later); otherwise the one on the PATH
rem   JAVA_OPTS       options for every JVM started here
rem   BERKELEY_OPTS   the same, for this command only
setlocal

set "HOME_FOLDER=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
  echo berkeley: JAVA_HOME is %JAVA_HOME%, and there is no bin\java.exe in it; set it to a JDK 17 or later>&2
  exit /b 3
)
if not defined JAVA_HOME (
  where java >nul 2>&1 || (
    echo berkeley: no java on the PATH; install a JDK 17 or later, or set JAVA_HOME>&2
    exit /b 3
  )
)

set "JAR=%HOME_FOLDER%berkeley.jar"
if exist "%JAR%" goto run
set "JAR=%HOME_FOLDER%launcher\target\berkeley-launcher.jar"
if exist "%JAR%" goto run
echo berkeley: building it first; this takes one to three minutes, and longer where libraries are to be fetched>&2
pushd "%HOME_FOLDER%"
call mvnw.cmd -B -DskipTests -Dspotless.check.skip=true -Dplayground.phase=none -pl launcher -am package>&2
popd
if not exist "%JAR%" (
  echo berkeley: the build failed, see above>&2
  exit /b 3
)

:run
set "TUNING=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
if "%~1"=="simulate" set "TUNING=-XX:+UseSerialGC -Xshare:auto"
if "%~1"=="slave" set "TUNING="@%HOME_FOLDER%policy\node.jvm""
if "%~1"=="master" set "TUNING="@%HOME_FOLDER%policy\node.jvm""
if "%~1"=="registry" set "TUNING="@%HOME_FOLDER%policy\node.jvm""
"%JAVA%" %TUNING% %JAVA_OPTS% %BERKELEY_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
